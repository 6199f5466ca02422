package dev.valence.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What renderers may use: to whom it applies, and what it permits. Nothing but what is named. In all names, {@code *} stands for any
 * characters. Of several that apply to a renderer each adds what it permits; what one denies, none permits. Immutable:
 * {@code Capability.named("viewer").withWindows("viewer-*").withModules("files").withMembers("Files.read*")}.
 */
public final class Capability {
    private String identifier;
    private String description = "";
    private List<String> windows = List.of();
    private List<String> origins = List.of();
    private List<String> principals = List.of();
    private List<String> modules = List.of();
    private List<String> globals = List.of();
    private List<String> builtins = List.of();
    private List<String> members = List.of();
    private List<String> denied = List.of();
    private List<Scope> scopes = List.of();

    private Capability(String identifier) {
        this.identifier = identifier;
    }

    /**
     * One that applies to all pages of the application and permits nothing.
     *
     * @param identifier what messages and logs call it: letters, digits, {@code -}, {@code _}, {@code .} and {@code :}
     */
    public static Capability named(String identifier) {
        return new Capability(checked(identifier));
    }

    private static String checked(String identifier) {
        if (!identifier.matches("[A-Za-z0-9_.:-]{1,100}")) {
            throw new IllegalArgumentException(
                    "An identifier has 1 to 100 letters, digits, -, _, . and :, which '" + identifier + "' has not");
        }
        return identifier;
    }

    /** What messages and logs call it. */
    public String identifier() {
        return identifier;
    }

    /** This, called something else. */
    public Capability withIdentifier(String newIdentifier) {
        return with(changed -> changed.identifier = checked(newIdentifier));
    }

    /** What it is for; empty where it was not said. */
    public String description() {
        return description;
    }

    /** This, described. */
    public Capability withDescription(String text) {
        return with(changed -> changed.description = text);
    }

    /** Names of the windows that it applies to; empty where the window does not matter. */
    public List<String> windows() {
        return windows;
    }

    /**
     * This, for windows of these names, too. Java alone names windows; one without a name, such as a tab of a foreign browser, is none of
     * them, whatever the pattern.
     */
    public Capability withWindows(String... names) {
        return with(changed -> changed.windows = and(windows, names));
    }

    /** Origins that it applies to; empty where those are the application's own. */
    public List<String> origins() {
        return origins;
    }

    /**
     * This, for pages of these origins, such as {@code https://example.org}. Clients that are no browsers have none. Pages of others than the
     * application's own come in where {@code MainProcessBuilder.allowOrigin} names their origin.
     */
    public Capability withOrigins(String... patterns) {
        return with(changed -> changed.origins = and(origins, patterns));
    }

    /** Names of the principals that it applies to; empty where it does not matter who it is. */
    public List<String> principals() {
        return principals;
    }

    /** This, for principals of these names, too. */
    public Capability withPrincipals(String... names) {
        return with(changed -> changed.principals = and(principals, names));
    }

    /** Modules that {@code remote.require} gives. */
    public List<String> modules() {
        return modules;
    }

    /** This, and {@code remote.require} of these. What may be done with them is up to {@link #withMembers}. */
    public Capability withModules(String... names) {
        return with(changed -> changed.modules = and(modules, names));
    }

    /** What {@code remote.getGlobal} gives. */
    public List<String> globals() {
        return globals;
    }

    /** This, and {@code remote.getGlobal} of these. */
    public Capability withGlobals(String... names) {
        return with(changed -> changed.globals = and(globals, names));
    }

    /** What of Valence's own is given. */
    public List<String> builtins() {
        return builtins;
    }

    /**
     * This, and what of Valence's own pages have as {@code remote.name}: {@code app}, {@code BrowserWindow}, {@code webContents},
     * {@code process}, {@code getCurrentWindow} and {@code getCurrentWebContents}.
     */
    public Capability withBuiltins(String... names) {
        return with(changed -> changed.builtins = and(builtins, names));
    }

    /** What may be done with objects and classes that a page holds. */
    public List<String> members() {
        return members;
    }

    /**
     * This, and the members of these names: {@code Files.read*}, with the name that the class has in the page. {@code Files.name} is
     * reading the property or calling the method, {@code Files.name=} is writing it, {@code Files.new} is {@code new Files()}; so {@code Files.*}
     * is all of it. A member that a class has from another is named by either. Functions, maps and streams have no members to permit:
     * whoever holds one may use it. Members that put a page in command of others count only where they are named in full, such as
     * {@code WebContents.executeJavaScript}.
     */
    public Capability withMembers(String... patterns) {
        return with(changed -> changed.members = and(members, patterns));
    }

    /** What none of the capabilities that apply beside it permits. */
    public List<String> denied() {
        return denied;
    }

    /** This, without the members of these names, whoever permits them. To deny reading is to deny writing. */
    public Capability withoutMembers(String... patterns) {
        return with(changed -> changed.denied = and(denied, patterns));
    }

    /** What arguments of the members have to be. */
    public List<Scope> scopes() {
        return scopes;
    }

    /** This, with a bound to an argument of members that it permits. Of several for one argument, all count. */
    public Capability withScope(Scope scope) {
        return with(changed -> {
            List<Scope> more = new ArrayList<>(scopes);
            more.add(scope);
            changed.scopes = List.copyOf(more);
        });
    }

    /** As {@link #withScope} of a {@link Scope.Folder}, for the first argument. */
    public Capability withFolder(String member, Path folder) {
        return withScope(new Scope.Folder(member, 0, folder));
    }

    /** As {@link #withScope} of {@link Scope.Schemes}, for the first argument. */
    public Capability withSchemes(String member, String... schemes) {
        return withScope(new Scope.Schemes(member, 0, List.of(schemes)));
    }

    private static List<String> and(List<String> before, String... more) {
        List<String> all = new ArrayList<>(before);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }

    private Capability with(Consumer<Capability> change) {
        Capability changed = new Capability(identifier);
        changed.description = description;
        changed.windows = windows;
        changed.origins = origins;
        changed.principals = principals;
        changed.modules = modules;
        changed.globals = globals;
        changed.builtins = builtins;
        changed.members = members;
        changed.denied = denied;
        changed.scopes = scopes;
        change.accept(changed);
        return changed;
    }

    @Override
    public String toString() {
        return identifier;
    }
}
