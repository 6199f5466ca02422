package dev.valence.policy;

import dev.valence.api.Capability;
import dev.valence.api.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A capability, ready to be asked. */
final class Rule {
    private final Capability capability;
    private final boolean allOfApplication;
    private final Globs windows;
    private final Globs origins;
    private final Globs principals;
    private final Globs modules;
    private final Globs globals;
    private final Globs builtins;
    private final Globs members;
    private final Globs denied;
    private final List<ArgumentScope> scopes;

    /** @param allOfApplication whether it permits all that is the application's own, whatever it names */
    Rule(Capability capability, boolean allOfApplication) {
        this.capability = capability;
        this.allOfApplication = allOfApplication;
        this.windows = new Globs(capability.windows());
        this.origins = new Globs(capability.origins());
        this.principals = new Globs(capability.principals());
        this.modules = new Globs(capability.modules());
        this.globals = new Globs(capability.globals());
        this.builtins = new Globs(capability.builtins());
        this.members = new Globs(capability.members());
        this.denied = new Globs(capability.denied());
        this.scopes = capability.scopes().stream().map(ArgumentScope::new).toList();
    }

    String identifier() {
        return capability.identifier();
    }

    /** @param isOwn whether the origin is the application's, or there is none */
    boolean appliesTo(Who who, boolean isOwn) {
        String origin = who.origin();
        boolean isOrigin = origins.isEmpty() ? isOwn : origin != null && origins.match(origin);
        boolean isWindow = windows.isEmpty() || (who.windowName() != null && windows.match(who.windowName()));
        boolean isPrincipal = principals.isEmpty()
                || (who.principal() != null
                        && principals.match(String.valueOf(who.principal().getName())));
        return isOrigin && isWindow && isPrincipal;
    }

    boolean permitsModule(String name) {
        return allOfApplication || modules.match(name);
    }

    boolean permitsGlobal(String name) {
        return allOfApplication || globals.match(name);
    }

    boolean permitsBuiltin(String name) {
        return builtins.match(name);
    }

    boolean deniesSomething() {
        return !denied.isEmpty();
    }

    boolean denies(String subject) {
        return denied.match(subject);
    }

    boolean permits(String subject, boolean isOurs) {
        if (isOurs && BuiltIns.isCommanding(subject)) {
            return members.name(subject);
        }
        return (allOfApplication && !isOurs) || members.match(subject);
    }

    /**
     * What bounds the arguments of a member that it permits under one of these names; empty where nothing does.
     *
     * @param varArgs the first argument that goes into varargs
     */
    List<ArgumentScope> scopesOf(List<String> subjects, boolean isOurs, int varArgs) {
        List<ArgumentScope> concerned = new ArrayList<>();
        for (ArgumentScope scope : scopes) {
            if (subjects.stream().anyMatch(scope::concerns)) {
                concerned.add(scope.of(varArgs));
            }
        }
        String loading = isOurs ? loading(subjects) : null;
        if (concerned.isEmpty() && loading != null) {
            concerned.add(new ArgumentScope(new Scope.Schemes(loading, 0, BuiltIns.LOADED)));
        }
        return List.copyOf(concerned);
    }

    private static @Nullable String loading(List<String> subjects) {
        return subjects.stream().filter(BuiltIns::isLoading).findFirst().orElse(null);
    }
}
