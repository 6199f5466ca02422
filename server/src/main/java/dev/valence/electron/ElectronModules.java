package dev.valence.electron;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The getters of {@code remote}, by name, and the objects behind them. {@code process} is none of them: it is the global of
 * that name ({@link #process()}), as in Electron. Immutable.
 */
public final class ElectronModules {
    private final App app;
    private final BrowserWindows browserWindows;
    private final ProcessModule process;
    private final Map<String, Object> builtins;

    /** The modules of one main process, whose windows all come from the same {@link WindowDirectory}. */
    public ElectronModules(
            App app, BrowserWindows browserWindows, WebContentsModule webContents, ProcessModule process) {
        this.app = app;
        this.browserWindows = browserWindows;
        this.process = process;
        Map<String, Object> modules = new LinkedHashMap<>();
        modules.put("app", app);
        modules.put("BrowserWindow", browserWindows);
        modules.put("webContents", webContents);
        this.builtins = Collections.unmodifiableMap(modules);
    }

    /** Name to object, in the order in which {@code remote} lists them. */
    public Map<String, Object> builtins() {
        return builtins;
    }

    /** The application. */
    public App app() {
        return app;
    }

    /** The constructor of windows. */
    public BrowserWindows browserWindows() {
        return browserWindows;
    }

    /** The global {@code process}. */
    public ProcessModule process() {
        return process;
    }
}
