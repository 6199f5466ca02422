package dev.valence.session;

import dev.valence.api.Limits;
import dev.valence.electron.App;
import dev.valence.electron.RemoteRequests;
import dev.valence.electron.ScriptedWindow;
import dev.valence.electron.WindowDirectory;
import dev.valence.electron.WindowIdentity;
import dev.valence.invoke.ExposurePolicy;
import dev.valence.invoke.TypeCatalog;
import dev.valence.marshal.ErrorValues;
import dev.valence.policy.Policies;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.OpenPage;
import dev.valence.registry.ObjectRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A main process without a server: its sessions are reached by {@link ScriptedPage}s. */
public final class TestApplication implements AutoCloseable {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final MainThread mainThread = new MainThread("test-main");
    final WindowDirectory windows = new WindowDirectory(mainThread);
    final App app;
    final ObjectRegistry registry;
    final Map<String, Object> globals = new ConcurrentHashMap<>();
    final Limits limits;
    final MessageCodec codec;
    final SessionDirectory sessions;
    private int pages;

    TestApplication(Limits limits, Map<String, Object> modules) {
        this(limits, modules, false);
    }

    TestApplication(Limits limits, Map<String, Object> modules, boolean isDevelopment) {
        this(limits, modules, isDevelopment, Policies.everything());
    }

    TestApplication(Limits limits, Map<String, Object> modules, boolean isDevelopment, Policies policies) {
        this.limits = limits;
        this.codec = new MessageCodec(limits);
        this.registry = new ObjectRegistry(limits.objects());
        TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
        modules.values().stream().filter(TypeCatalog::isCompanion).forEach(catalog::addCompanion);
        this.app = new App(windows, "test", "1.2.3", "", code -> {});
        this.sessions = new SessionDirectory(
                new Application(
                        "1.2.3",
                        modules,
                        Map.of("app", Map.of("name", "test")),
                        globals,
                        windows,
                        policies,
                        new RemoteRequests(app),
                        catalog,
                        new ErrorValues(catalog, isDevelopment),
                        registry,
                        codec,
                        limits,
                        isDevelopment,
                        mainThread,
                        pool,
                        timer),
                Admissions.ofAnyone());
    }

    /** With one module, {@code "module"}. */
    static TestApplication with(Object module) {
        return new TestApplication(Limits.defaults(), Map.of("module", module));
    }

    static TestApplication with(Limits limits, Object module) {
        return new TestApplication(limits, Map.of("module", module));
    }

    /** A new page with a socket. */
    ScriptedPage open() {
        return new ScriptedPage(this, "page-" + ++pages).attach();
    }

    /** A new page of that visitor, in a window of that name; in none where it is null. */
    ScriptedPage open(Visitor visitor, String windowName) {
        String renderer = "page-" + ++pages;
        if (windowName == null) {
            return open(renderer, null, visitor);
        }
        WindowIdentity window = windows.mint();
        windows.enter(window, new ScriptedWindow(true)).giveName(windowName);
        return open(
                renderer,
                new OpenPage.WindowKey(window.id(), window.keyFor(String.valueOf(visitor.origin()))),
                visitor);
    }

    /** A new page that says it is in that window. */
    ScriptedPage openIn(OpenPage.WindowKey window) {
        return open("page-" + ++pages, window, Visitor.UNKNOWN);
    }

    private ScriptedPage open(String renderer, OpenPage.WindowKey key, Visitor visitor) {
        OpenPage page = new OpenPage(
                renderer, ScriptedPage.secretOf(renderer), null, null, key, null, null, null, null, null, null, null);
        return new ScriptedPage(this, page, visitor).attach();
    }

    /** Reads something, and runs the call in it, as a thread of the transport does. */
    void host(Runnable reading) {
        mainThread.host(reading);
    }

    @Override
    public void close() {
        sessions.close();
        mainThread.close();
        pool.shutdownNow();
        timer.shutdownNow();
    }
}
