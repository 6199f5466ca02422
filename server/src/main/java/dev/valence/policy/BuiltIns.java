package dev.valence.policy;

import dev.valence.electron.App;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.Event;
import dev.valence.electron.Rectangle;
import dev.valence.invoke.ClassView;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.View;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Valence itself gives to pages: names, classes, and which of it commands more than the page's own window. */
public final class BuiltIns {
    /** Name as pages have it on {@code remote}, and the classes of what it gives. */
    private static final Map<String, List<String>> CLASSES = Map.of(
            "app", List.of("App"),
            "BrowserWindow", List.of("BrowserWindow", "WebContents"),
            "webContents", List.of("webContents", "WebContents"),
            "process", List.of("process"),
            "getCurrentWindow", List.of("BrowserWindow", "WebContents"),
            "getCurrentWebContents", List.of("WebContents"));

    /** Members that are permitted only where they are named in full: who has them is the page that they are used on. */
    private static final Set<String> COMMANDING = Set.of("WebContents.executeJavaScript");

    /** Members whose first argument is an address, which {@code javascript:} would make a command and {@code file:} a way to any file. */
    private static final Set<String> LOADING = Set.of("BrowserWindow.loadURL", "WebContents.loadURL");

    /** What those take where no scope says otherwise. */
    static final List<String> LOADED = List.of("http", "https", "about");

    private static final String PACKAGE = App.class.getPackageName();

    /** Values with members, rather than objects that do something. */
    private static final Set<Class<?>> VALUES = Set.of(Event.class, Rectangle.class);

    private BuiltIns() {}

    /** All names, sorted. */
    public static List<String> names() {
        return CLASSES.keySet().stream().sorted().toList();
    }

    /** The patterns of all members of what a built-in gives. */
    static List<String> membersOf(String builtin) {
        return CLASSES.getOrDefault(builtin, List.of()).stream()
                .map(each -> each + ".*")
                .toList();
    }

    /** Whether it is of Valence's own classes, and not of the application's. */
    static boolean isOurs(ExposedType type) {
        return type.type().getPackageName().equals(PACKAGE) && !VALUES.contains(type.type());
    }

    /** Whether it is Valence's, but does nothing: whoever has one may read it. */
    static boolean isValue(ExposedType type) {
        return VALUES.contains(type.type());
    }

    /** Whether it is the class of all windows, which takes its own built-in, however a page came by it: by {@code .constructor} of its own window. */
    static boolean isWindowClass(View view) {
        return view instanceof ClassView shown && shown.instances().type() == BrowserWindow.class;
    }

    /** Whether a member of Valence's has to be named in full. */
    static boolean isCommanding(String subject) {
        return COMMANDING.contains(subject);
    }

    static boolean isLoading(String subject) {
        return LOADING.contains(subject);
    }
}
