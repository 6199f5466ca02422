package dev.valence;

import dev.valence.api.Authentication;
import dev.valence.api.Capabilities;
import dev.valence.api.Companion;
import dev.valence.api.Limits;
import dev.valence.chromium.ChromiumOptions;
import dev.valence.transport.JettyTransport;
import dev.valence.transport.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link MainProcess} is made of. For one thread. */
public final class MainProcessBuilder {
    private final Map<String, Object> modules = new HashMap<>();
    private final Map<String, Object> globals = new HashMap<>();
    private final Set<Class<?>> exposed = new HashSet<>();
    private final List<Object> companions = new ArrayList<>();
    private final Entrance entrance = new Entrance();
    private final Grants grants = new Grants();
    private Consumer<JettyTransport> pages = JettyTransport::serveNoPages;
    private String appPath = System.getProperty("user.dir", "");
    private String name = "Valence";
    private String version = MainProcess.VERSION;
    private Limits limits = Limits.defaults();
    private ChromiumOptions chromium = ChromiumOptions.defaults();
    private @Nullable Executor executor;
    private boolean development;
    private boolean backForwardCache;

    MainProcessBuilder() {}

    /** The application's name: {@code app.getName()}. */
    public MainProcessBuilder name(String newName) {
        name = newName;
        return this;
    }

    /** The application's version: {@code app.getVersion()}. */
    public MainProcessBuilder version(String newVersion) {
        version = newVersion;
        return this;
    }

    /**
     * The address to bind; 127.0.0.1 where it is not set, so that no other machine can reach it. One that others can reach needs {@link #tls}
     * and {@link #authenticate}.
     */
    public MainProcessBuilder host(String newHost) {
        entrance.host(newHost);
        return this;
    }

    /** The port to bind; any that is free where it is 0 or not set. */
    public MainProcessBuilder port(int newPort) {
        entrance.port(newPort);
        return this;
    }

    /** What {@code remote.require(moduleName)} gives: an exposed object, a map, a function or a class. */
    public MainProcessBuilder module(String moduleName, Object module) {
        modules.put(moduleName, module);
        rememberCompanion(module);
        return this;
    }

    /** What {@code remote.getGlobal(globalName)} gives. */
    public MainProcessBuilder global(String globalName, Object value) {
        globals.put(globalName, value);
        rememberCompanion(value);
        return this;
    }

    private void rememberCompanion(Object object) {
        if (object.getClass().isAnnotationPresent(Companion.class)) {
            companions.add(object);
        }
    }

    /** Admits a type that cannot be annotated: pages see its public members. */
    public MainProcessBuilder expose(Class<?> type) {
        exposed.add(type);
        return this;
    }

    /**
     * What of Valence's own the application's pages may use, beside all its modules and globals, as long as no {@link #capabilities} are
     * declared: {@code app}, {@code BrowserWindow}, {@code webContents}, {@code process}, {@code getCurrentWindow},
     * {@code getCurrentWebContents}. Unsaid, none of it.
     */
    public MainProcessBuilder builtins(String... names) {
        grants.addBuiltins(names);
        return this;
    }

    /** What pages may use, and nothing beside it: modules and globals that no capability names are given to nobody. Adds to those before. */
    public MainProcessBuilder capabilities(Capabilities capabilities) {
        grants.declare(capabilities);
        return this;
    }

    /**
     * As {@link #capabilities(Capabilities)}, read from a file; see {@code docs/capabilities.md}.
     *
     * @throws IllegalArgumentException it cannot be read, or is malformed; the message says where
     */
    public MainProcessBuilder capabilities(Path file) {
        grants.declare(file);
        return this;
    }

    /** As {@link #capabilities(Path)}, of a file on the class path, such as {@code "com/example/capabilities.json"}. */
    public MainProcessBuilder capabilities(String classPathFile) {
        grants.declare(classPathFile);
        return this;
    }

    /**
     * Lets every page of the application's own use everything: command each window and run scripts in it. For tests, and for pages that are as
     * trusted as the Java program.
     */
    public MainProcessBuilder allowEverything() {
        grants.allowEverything();
        return this;
    }

    /** Serves the files of a folder. */
    public MainProcessBuilder pages(Path folder) {
        pages = transport -> transport.servePages(folder, backForwardCache);
        appPath = folder.toString();
        return this;
    }

    /**
     * Serves the files of a folder on the class path, such as {@code "com/example/pages"}: below a package of the application's own,
     * since the first folder of that name on the class path is taken.
     */
    public MainProcessBuilder pages(String classPathFolder) {
        pages = transport -> transport.servePages(classPathFolder, backForwardCache);
        return this;
    }

    /** A name that browsers may call this server by, beside those of the loopback interface. Without port. */
    public MainProcessBuilder allowHost(String hostName) {
        entrance.allowHost(hostName);
        return this;
    }

    /**
     * An origin whose pages may call Java, beside the server's own: scheme, host and port as browsers tell them, such as
     * {@code http://localhost:5173} for a development server. Can be called several times. Such a page loads
     * {@code /valence/remote.js} from this server and is opened by {@link MainProcess#launchAddress(java.net.URI)}, or in a window of
     * Valence's. It may use what {@link #capabilities} permit that name its origin, and nothing else: neither {@link #builtins} nor
     * {@link #allowEverything} is for it. Where the application authenticates, whom it knows needs no launch address there either.
     *
     * @throws IllegalArgumentException it is not written so; there are no patterns
     */
    public MainProcessBuilder allowOrigin(String origin) {
        entrance.allowOrigin(origin);
        return this;
    }

    /**
     * Serves {@code https} and {@code wss} with the key in a file.
     *
     * @param keyStore PKCS #12 or JKS
     * @param password of the file and of the key in it; asked for when the server starts
     */
    public MainProcessBuilder tls(Path keyStore, Supplier<char[]> password) {
        entrance.tls(Tls.ofKeyStore(keyStore, password));
        return this;
    }

    /**
     * Serves {@code https} and {@code wss} with an application's own context.
     *
     * @param asksForCertificate whether clients are asked who they are; the trust managers of {@code context} judge what they show
     */
    public MainProcessBuilder tls(SSLContext context, boolean asksForCertificate) {
        entrance.tls(Tls.ofContext(context, asksForCertificate));
        return this;
    }

    /** Lets in whom the application knows, and nobody else. They need no launch token. */
    public MainProcessBuilder authenticate(Authentication authentication) {
        entrance.authenticate(authentication);
        return this;
    }

    /**
     * Lets every program of this machine, and of all its users, open sessions without a launch token. For tests, and where something else keeps
     * strangers out.
     */
    public MainProcessBuilder admitAnyone() {
        entrance.admitAnyone();
        return this;
    }

    /**
     * Lets the server start where other machines can reach it without {@link #tls} and {@link #authenticate}: what they send can be read and
     * changed on the way. For containers whose network is closed.
     */
    public MainProcessBuilder unprotectedOnPurpose() {
        entrance.unprotectedOnPurpose();
        return this;
    }

    /**
     * The {@code Content-Security-Policy} of all that is served; empty for none. Unless it is set, pages may not be shown in frames of others, and
     * may have no plugins and no foreign base. A stricter one has to allow {@code worker-src blob:} and {@code connect-src 'self'}.
     */
    public MainProcessBuilder contentSecurityPolicy(String policy) {
        entrance.contentSecurityPolicy(policy);
        return this;
    }

    /** The {@code Permissions-Policy} of all that is served; empty for none. Unless it is set, pages get no camera, microphone, place or device. */
    public MainProcessBuilder permissionsPolicy(String policy) {
        entrance.permissionsPolicy(policy);
        return this;
    }

    /** What pages can make Java hold, and for how long. */
    public MainProcessBuilder limits(Limits newLimits) {
        limits = newLimits;
        return this;
    }

    /** How Chromium is launched for windows. */
    public MainProcessBuilder chromium(ChromiumOptions options) {
        chromium = options;
        return this;
    }

    /** Whether windows are invisible; where it is not said, they are where there is no display. */
    public MainProcessBuilder headless(boolean isHeadless) {
        chromium = chromium.withHeadless(isHeadless);
        return this;
    }

    /**
     * Runs the calls of pages on {@code executor} instead of the main thread. Exposed objects guard their own state then; the
     * calls of one page still run one after another.
     */
    public MainProcessBuilder executor(Executor newExecutor) {
        executor = newExecutor;
        return this;
    }

    /**
     * Whether pages are told what helps who writes them: errors carry Java stacks, and calls above the sync budget are warned of. They are
     * not unless asked.
     */
    public MainProcessBuilder development(boolean isDevelopment) {
        development = isDevelopment;
        return this;
    }

    /**
     * Whether browsers may keep the pages served here in their back/forward cache. Such a page comes back as it was left, with its objects and
     * callbacks, which Java keeps for {@code Limits.retention} meanwhile, even if the browser has dropped the page. They may not unless
     * asked: then a page that is left ends at once, and is loaded anew when the user comes back.
     */
    public MainProcessBuilder backForwardCache(boolean isAllowed) {
        backForwardCache = isAllowed;
        return this;
    }

    /**
     * Starts the main process.
     *
     * @throws IllegalStateException the server cannot start, for instance because the port is taken, or others could reach it unprotected
     * @throws IllegalArgumentException there is no folder of pages where it should be
     */
    public MainProcess start() {
        MainProcess main = new MainProcess(this);
        try {
            main.start();
        } catch (RuntimeException e) {
            main.close();
            throw e;
        }
        return main;
    }

    Map<String, Object> modules() {
        return modules;
    }

    Map<String, Object> globals() {
        return globals;
    }

    Set<Class<?>> exposed() {
        return exposed;
    }

    List<Object> companions() {
        return companions;
    }

    Entrance entrance() {
        return entrance;
    }

    Grants grants() {
        return grants;
    }

    String appPath() {
        return appPath;
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    Limits limits() {
        return limits;
    }

    ChromiumOptions chromium() {
        return chromium;
    }

    /** Null where calls run on the main thread. */
    @Nullable
    Executor executor() {
        return executor;
    }

    boolean isDevelopment() {
        return development;
    }

    void servePages(JettyTransport transport) {
        pages.accept(transport);
    }
}
