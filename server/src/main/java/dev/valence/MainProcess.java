package dev.valence;

import dev.valence.api.Limits;
import dev.valence.api.Renderer;
import dev.valence.chromium.ChromiumOptions;
import dev.valence.chromium.DevToolsWindows;
import dev.valence.chromium.Preload;
import dev.valence.electron.App;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import dev.valence.electron.BrowserWindows;
import dev.valence.electron.ElectronModules;
import dev.valence.electron.ProcessModule;
import dev.valence.electron.RemoteRequests;
import dev.valence.electron.WebContentsModule;
import dev.valence.electron.WindowDirectory;
import dev.valence.invoke.ExposurePolicy;
import dev.valence.invoke.TypeCatalog;
import dev.valence.marshal.ErrorValues;
import dev.valence.protocol.MessageCodec;
import dev.valence.registry.ObjectRegistry;
import dev.valence.session.Admissions;
import dev.valence.session.Application;
import dev.valence.session.Drain;
import dev.valence.session.MainThread;
import dev.valence.session.Session;
import dev.valence.session.SessionDirectory;
import dev.valence.transport.AllowedOrigins;
import dev.valence.transport.JettyTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A Java program as a main process: its modules, its server, its windows. Made by {@link #builder()}; ended by {@link #close()},
 * {@link #quit()} or the end of the Java process, and with it every window it opened. All methods may be called from any thread.
 */
public final class MainProcess implements AutoCloseable {
    /** Version of Valence. */
    public static final String VERSION = "0.1.0";

    private static final String SCRIPT = "META-INF/resources/valence/remote.js";

    private final String policy;
    private final Application application;
    private final Admissions admissions;
    private final AllowedOrigins allowedOrigins;
    private final SessionDirectory sessions;
    private final JettyTransport transport;
    private final DevToolsWindows chromium;
    private final ElectronModules electron;
    private final ExecutorService pool;
    private final ScheduledExecutorService timer;
    private final MainThread mainThread;
    private final Drain drain;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Thread shutdownHook = new Thread(this::close, "valence-shutdown");

    /** Wires the parts, from the floor to the roof. */
    MainProcess(MainProcessBuilder builder) {
        Limits limits = builder.limits();
        this.policy =
                PolicyReport.of(builder.grants(), builder.entrance().origins().all(), DangerousGrants.in(builder));
        this.mainThread = new MainThread("valence-main");
        this.pool = Executors.newCachedThreadPool(body -> daemon(body, "valence-pool"));
        this.timer = newTimer();
        WindowDirectory windows = new WindowDirectory(mainThread);
        ChromiumOptions options = builder.chromium();
        this.chromium = new DevToolsWindows(windows, options, this::preload, this::close);
        App app = new App(windows, builder.name(), builder.version(), builder.appPath(), this::ended);
        ProcessModule process = new ProcessModule(VERSION, chromium);
        this.electron = new ElectronModules(
                app, new BrowserWindows(windows, chromium), new WebContentsModule(windows), process);
        Map<String, Object> globals = new ConcurrentHashMap<>(builder.globals());
        globals.put("process", process);
        TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(builder.exposed()));
        builder.companions().forEach(catalog::addCompanion);
        electron.builtins().values().stream().filter(TypeCatalog::isCompanion).forEach(catalog::addCompanion);
        MessageCodec codec = new MessageCodec(limits);
        this.application = new Application(
                VERSION,
                Map.copyOf(builder.modules()),
                electron.builtins(),
                globals,
                windows,
                builder.grants().policies(builder.entrance().ownOrigins()),
                new RemoteRequests(app),
                catalog,
                new ErrorValues(catalog, builder.isDevelopment()),
                new ObjectRegistry(limits.objects()),
                codec,
                limits,
                builder.isDevelopment(),
                Objects.requireNonNullElse(builder.executor(), mainThread),
                pool,
                timer);
        Entrance entrance = builder.entrance();
        this.allowedOrigins = entrance.origins();
        this.admissions = entrance.admissions(() -> new Admissions(
                limits.launchToken(),
                (shown, visitor) ->
                        windows.byKey(shown.id(), shown.key(), visitor.origin()).isPresent(),
                System::nanoTime));
        this.sessions = new SessionDirectory(application, admissions);
        this.drain = new Drain(sessions, limits);
        this.transport = new JettyTransport(
                entrance.binding(),
                sessions,
                codec,
                entrance.policy(),
                entrance.headers(),
                limits,
                mainThread::host,
                timer);
        builder.servePages(transport);
    }

    /** What a main process is made of. */
    public static MainProcessBuilder builder() {
        return new MainProcessBuilder();
    }

    void start() {
        transport.start();
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        mainThread.execute(electron.app()::start);
    }

    /** What is cancelled is forgotten at once: it may refer to a session that is gone. */
    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, body -> daemon(body, "valence-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static Thread daemon(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    private Preload preload() {
        List<String> pageOrigins = new ArrayList<>(allowedOrigins.all());
        pageOrigins.add(origin());
        return new Preload(origin(), pageOrigins, script());
    }

    private static String script() {
        try (InputStream script = MainProcess.class.getClassLoader().getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(
                        "valence-js-client is not on the class path: " + SCRIPT + " is missing");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the pages are, with a slash at the end. */
    public URI address() {
        return transport.address();
    }

    /**
     * The address of a page for one opening in a browser that Valence did not launch. It carries a launch token in its fragment, which the page
     * takes out at once and no server sees; whoever else reads it before may open a session. Each call makes a new one.
     *
     * @param page path below {@link #address()}
     */
    public URI launchAddress(String page) {
        return launchAddress(address().resolve(page));
    }

    /**
     * As {@link #launchAddress(String)}, of a page of any origin that may come in: the server's own, or one that
     * {@link MainProcessBuilder#allowOrigin} names. The token in the address of such a page is good for its origin alone.
     *
     * @throws IllegalArgumentException pages of its origin may not come in
     */
    public URI launchAddress(URI page) {
        String itsOrigin = originOf(page);
        if (allowedOrigins.contains(itsOrigin)) {
            return Entrance.launchAddress(page, admissions.mintFor(itsOrigin));
        }
        if (!itsOrigin.equals(origin())) {
            throw new IllegalArgumentException("Pages of " + itsOrigin + " do not come in, but those of " + origin()
                    + " and of what MainProcess.builder().allowOrigin(origin) names");
        }
        return Entrance.launchAddress(page, admissions.mint());
    }

    private String origin() {
        return originOf(address());
    }

    /** Names of a private network may have what is no host to {@link URI}, such as an underscore. */
    private static String originOf(URI address) {
        return AllowedOrigins.originOf(address.toString())
                .orElseGet(() -> address.getRawAuthority() == null
                        ? "no origin"
                        : address.getScheme() + "://" + address.getRawAuthority());
    }

    /**
     * A launch token for one session of a client that is no browser, which shows it as {@code Authorization: Bearer} in its handshake or request.
     * It ends after {@code Limits.launchToken}.
     */
    public String launchToken() {
        return admissions.mint();
    }

    /** The application's life cycle. */
    public App app() {
        return electron.app();
    }

    /** The windows there are, and where new ones come from: what pages have as {@code remote.BrowserWindow}. */
    public BrowserWindows browserWindows() {
        return electron.browserWindows();
    }

    /**
     * Opens a window with a page. Waits for the browser, which the first window has to start.
     *
     * @param page path below {@link #address()}, or an absolute URL
     * @throws dev.valence.api.RemoteException the browser is missing or did not start
     */
    public BrowserWindow openWindow(String page) {
        return openWindow(page, BrowserWindowOptions.defaults());
    }

    /** As {@link #openWindow(String)}, with size, position and title. */
    public BrowserWindow openWindow(String page, BrowserWindowOptions options) {
        return load(electron.browserWindows().create(options), page);
    }

    /**
     * As {@link #openWindow(String, BrowserWindowOptions)}, in a window of that name: capabilities that name it apply to its pages.
     *
     * @param name as {@link BrowserWindow#giveName} takes it
     */
    public BrowserWindow openWindow(String page, BrowserWindowOptions options, String name) {
        return load(electron.browserWindows().create(options).giveName(name), page);
    }

    private BrowserWindow load(BrowserWindow window, String page) {
        window.loadURL(address().resolve(page).toString());
        return window;
    }

    /** What pages may use, and what of it is dangerous, for a person to read. */
    public String policy() {
        return policy;
    }

    /** What pages have: see {@link Holdings}. */
    public Holdings holdings() {
        int callbacks =
                sessions.sessions().stream().mapToInt(Session::callbackCount).sum();
        Map<String, Integer> byClass = new HashMap<>();
        sessions.sessions()
                .forEach(session -> application
                        .registry()
                        .histogram(session)
                        .forEach((name, count) -> byClass.merge(name, count, Integer::sum)));
        return new Holdings(sessions.sessions().size(), application.registry().count(), callbacks, Map.copyOf(byClass));
    }

    /**
     * What Java holds for pages at this moment. Back at its former value when a page is gone: a leak is visible here by name.
     *
     * @param sessions pages that are there, or may come back
     * @param objects references that they hold
     * @param callbacks functions of theirs that Java holds
     * @param objectsByClass the objects by the name of their Java class
     */
    public record Holdings(int sessions, int objects, int callbacks, Map<String, Integer> objectsByClass) {}

    /** Asks the application to end, as {@code app.quit()} does: windows are asked first. */
    public void quit() {
        electron.app().quit();
    }

    private void ended(int code) {
        exit.complete(code);
    }

    /**
     * Waits until the application has ended.
     *
     * @return its exit code
     */
    public int awaitExit() throws InterruptedException {
        try {
            return exit.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("The application did not end well", e.getCause());
        }
    }

    /**
     * Ends windows, sessions and server, without asking anyone; first of all, what pages have asked for by now is done and answered, as
     * far as {@link Limits#drain} lets it. Calls that come meanwhile are refused. Other pages than those of own windows are told by
     * WebSocket close code 1012.
     *
     * <p>Returns when all is over, also where another thread has begun it; but at once in the call of a page and on the main thread, which
     * are themselves awaited.
     */
    @Override
    public void close() {
        exit.complete(0);
        boolean isAwaited = mainThread.isCurrent() || Renderer.current().isPresent();
        if (isClosing.compareAndSet(false, true)) {
            if (isAwaited) {
                new Thread(this::end, "valence-close").start();
            } else {
                end();
            }
        } else if (!isAwaited) {
            closed.join();
        }
    }

    private void end() {
        try {
            drain.run();
            chromium.close();
            sessions.close();
            transport.close();
            mainThread.close();
            pool.shutdownNow();
            timer.shutdownNow();
        } finally {
            // Not before: Java must not end in the midst of this.
            removeShutdownHook();
            closed.complete(null);
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook is what runs this.
        }
    }
}
