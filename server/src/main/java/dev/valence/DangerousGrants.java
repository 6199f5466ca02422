package dev.valence;

import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Scope;
import dev.valence.policy.BuiltIns;
import dev.valence.policy.Glob;
import dev.valence.transport.PageHeaders;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an application lets pages do that it may not mean. */
final class DangerousGrants {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** Names of members that usually change something. */
    private static final Pattern CHANGING =
            Pattern.compile("\\*|.*\\.\\*|.*\\.(set|delete|remove|write|clear|exec)\\w*\\*?");

    /** What every name of a member fits. */
    private static final Glob MEMBER = new Glob("*.*");

    private final List<String> warnings = new ArrayList<>();

    private DangerousGrants() {}

    /** Each a sentence that says what, and what to do. */
    static List<String> in(Grants grants) {
        DangerousGrants dangers = new DangerousGrants();
        if (grants.isEverything()) {
            dangers.warn(
                    "allowEverything(): every page may use everything, also command other windows; declare capabilities instead");
        }
        dangers.builtins("the builder", grants.builtins());
        if (grants.declared() != null) {
            grants.declared().all().forEach(dangers::look);
        }
        return dangers.warnings;
    }

    /** As {@link #in(Grants)}, of the server, too. */
    static List<String> in(MainProcessBuilder builder) {
        DangerousGrants dangers = new DangerousGrants();
        dangers.warnings.addAll(in(builder.grants()));
        Entrance entrance = builder.entrance();
        if (!LOOPBACK.contains(entrance.host())) {
            dangers.warn("the server is bound to " + entrance.host() + ": other machines can reach it"
                    + (entrance.isEncrypted() ? "" : ", and read what is said"));
        }
        if (entrance.isUnprotectedOnPurpose()) {
            dangers.warn(
                    "unprotectedOnPurpose(): the server starts also where others reach it without tls(…) and authenticate(…)");
        }
        if (entrance.isOpenToAnyone()) {
            dangers.warn("admitAnyone(): anyone is admitted; every program that reaches the server may open sessions");
        }
        dangers.headers(entrance.headers());
        entrance.hosts().stream()
                .filter(host -> !LOOPBACK.contains(host))
                .sorted()
                .forEach(host -> dangers.warn(
                        "the server goes by the name " + host + ": whoever decides where that name leads is trusted"));
        dangers.origins(builder);
        if (builder.isDevelopment()) {
            dangers.warn(
                    "development(true): development is on; errors tell pages of Java's stacks, and of what would be permitted");
        }
        return dangers.warnings;
    }

    private void headers(PageHeaders headers) {
        if (headers.contentSecurityPolicy().isEmpty()) {
            warn("contentSecurityPolicy(\"\"): pages are served without one; other sites may show them in frames");
        }
        if (headers.permissionsPolicy().isEmpty()) {
            warn("permissionsPolicy(\"\"): pages may ask for the camera, the microphone, the place and devices");
        }
    }

    /** Pages that come in and have nothing, and those that would have something and do not come in. */
    private void origins(MainProcessBuilder builder) {
        Entrance entrance = builder.entrance();
        List<String> allowed = entrance.origins().all();
        OwnOrigins own = entrance.ownOrigins();
        Capabilities declared = builder.grants().declared();
        List<Capability> capabilities = declared == null ? List.of() : declared.all();
        for (String origin : allowed) {
            if (isOpenToTheNetwork(origin)) {
                warn("pages of " + origin + " come in: who is on the network between can be such a page; take https");
            }
            if (capabilities.stream()
                    .flatMap(each -> each.origins().stream())
                    .noneMatch(named -> named.contains("*") || named.equals(origin))) {
                warn("pages of " + origin + " come in and may use nothing: no capability names this origin");
            }
        }
        for (Capability capability : capabilities) {
            capability.origins().stream()
                    .filter(named -> !named.contains("*") && !allowed.contains(named) && !own.test(named))
                    .forEach(named -> warn("capability '" + capability.identifier() + "' applies to " + named
                            + ", whose pages do not come in: allowOrigin(…) is missing"));
            capability.origins().stream()
                    .filter(named -> own.test(named) && !entrance.isAt(named))
                    .forEach(
                            named -> warn(
                                    "capability '" + capability.identifier() + "' applies to " + named
                                            + ", whose pages come in only where this server goes by that port; for those of another, allowOrigin(…) is missing"));
        }
    }

    private void look(Capability capability) {
        String who = "capability '" + capability.identifier() + "'";
        builtins(who, capability.builtins());
        capability.origins().forEach(origin -> origin(who, origin));
        if (capability.windows().contains("*")) {
            warn(who + " applies to windows of all names: name those that are meant");
        }
        List<String> changing = new ArrayList<>();
        for (String member : capability.members()) {
            if (member.equals("WebContents.executeJavaScript")) {
                warn(who + " permits " + member + ": who has it can do all that the page in the window can");
            } else if (CHANGING.matcher(member).matches() && capability.denied().isEmpty()) {
                changing.add(member);
            }
        }
        if (!changing.isEmpty()) {
            warn(who + " permits " + String.join(", ", changing)
                    + ", with what changes or deletes: name what is meant, or deny what is not");
        }
        boolean givesSomething =
                !capability.modules().isEmpty() || !capability.builtins().isEmpty();
        if (givesSomething && capability.members().isEmpty()) {
            warn(who + " gives modules or built-ins and permits no member of them: \"members\" is missing");
        }
        capability.scopes().forEach(scope -> look(who, scope));
        names(capability, who);
    }

    /** Names that fit nothing: what is misspelt in a scope or a denial is open, and nothing else would say so. */
    private void names(Capability capability, String who) {
        for (String member : capability.members()) {
            if (!MEMBER.meets(new Glob(member))) {
                warn(who + " permits '" + member + "', which is no member: write Class.member, or " + member
                        + ".* for all of a class");
            }
        }
        for (String member : capability.denied()) {
            if (!MEMBER.meets(new Glob(member))) {
                warn(who + " denies '" + member + "', which is no member, so nothing is denied: write Class.member");
            }
        }
        for (Scope scope : capability.scopes()) {
            Glob bounded = new Glob(scope.member());
            if (capability.members().stream().map(Glob::new).noneMatch(bounded::meets)) {
                warn(
                        who + " bounds '" + scope.member()
                                + "', which fits no member that it permits: unless that class has it from another, nothing is bounded; name it as \"members\" does");
            }
        }
    }

    private void builtins(String who, List<String> names) {
        for (String name : names) {
            if (name.equals("BrowserWindow") || name.equals("webContents")) {
                warn(who + " gives " + name + ": pages reach all windows by it");
            } else if (name.equals("app") || name.equals("process")) {
                warn(who + " gives " + name + ": "
                        + (name.equals("app") ? "pages can end the application" : "it tells of the whole process"));
            } else if (name.indexOf('*') >= 0) {
                warn(who + " gives built-ins by the pattern " + name + ": name those that are meant");
            } else if (!BuiltIns.names().contains(name)) {
                warn(who + " gives '" + name + "', which is none of " + BuiltIns.names());
            }
        }
    }

    private void origin(String who, String origin) {
        if (origin.contains("*")) {
            warn(who + " applies to the origins " + origin + ": name those that are meant");
        } else if (isOpenToTheNetwork(origin)) {
            warn(who + " applies to " + origin + ": who is on the network between can be that page; take https");
        }
    }

    private static boolean isOpenToTheNetwork(String origin) {
        return origin.startsWith("http:") && !LOOPBACK.contains(hostOf(origin));
    }

    private static String hostOf(String origin) {
        return origin.replaceFirst("^http://(\\[[^]]*]|[^:/]*).*", "$1");
    }

    private void look(String who, Scope scope) {
        if (scope instanceof Scope.Folder folder) {
            if (folder.folder().getParent() == null) {
                warn(who + " bounds " + scope.member() + " to " + folder.folder() + ", which is everything");
            } else if (!Files.isDirectory(folder.folder())) {
                warn(who + " bounds " + scope.member() + " to " + folder.folder()
                        + ", which is no folder: all is refused");
            }
        }
    }

    private void warn(String warning) {
        warnings.add(warning);
    }
}
