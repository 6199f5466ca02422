package dev.valence.policy;

import dev.valence.invoke.Callee;
import dev.valence.invoke.ClassView;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What some capabilities together permit. What was decided of a member is remembered, so that the next call of it is a look-up. Safe for
 * any thread.
 */
public final class Policy {
    /** The subject of {@code new}: no method of Java can be called so. */
    private static final String NEW = "new";

    private final List<Rule> rules;
    private final boolean isEverything;
    private final boolean deniesSomething;
    private final Map<View, Map<String, Verdict>> uses = new ConcurrentHashMap<>();
    private final Map<View, Map<String, Verdict>> writes = new ConcurrentHashMap<>();

    private Policy(List<Rule> rules, boolean isEverything) {
        this.rules = List.copyOf(rules);
        this.isEverything = isEverything;
        this.deniesSomething = rules.stream().anyMatch(Rule::deniesSomething);
    }

    static Policy of(List<Rule> rules) {
        return new Policy(rules, false);
    }

    /** Permits all. */
    static Policy everything() {
        return new Policy(List.of(), true);
    }

    /** The identifiers of its capabilities. */
    public List<String> identifiers() {
        return rules.stream().map(Rule::identifier).toList();
    }

    /** Whether {@code remote.require} may give it. */
    public boolean permitsModule(String name) {
        return isEverything || rules.stream().anyMatch(each -> each.permitsModule(name));
    }

    /** Whether {@code remote.getGlobal} may give it; {@code process} is a built-in. */
    public boolean permitsGlobal(String name) {
        return name.equals("process")
                ? permitsBuiltin(name)
                : isEverything || rules.stream().anyMatch(each -> each.permitsGlobal(name));
    }

    /** Whether {@code remote} may have it. */
    public boolean permitsBuiltin(String name) {
        return isEverything || rules.stream().anyMatch(each -> each.permitsBuiltin(name));
    }

    /** Whether a property may be read, or a method or static be called. */
    public Verdict use(View view, String name) {
        return verdict(uses, view, name, "");
    }

    /** Whether a property may be written. */
    public Verdict write(View view, String name) {
        return verdict(writes, view, name, "=");
    }

    /** Whether {@code new} may be used. */
    public Verdict construct(ClassView view) {
        return verdict(uses, view, NEW, "");
    }

    /** Whether some capability denies a member by name, so that it is left out of copies, too, that Java makes. */
    public boolean denies(ExposedType type, String name) {
        return deniesSomething && rules.stream().anyMatch(rule -> denies(rule, names(type), name, ""));
    }

    private Verdict verdict(Map<View, Map<String, Verdict>> known, View view, String name, String suffix) {
        if (isEverything || !(view instanceof ExposedType || view instanceof ClassView)) {
            return Verdict.PERMITTED;
        }
        Map<String, Verdict> ofView = known.get(view);
        Verdict found = ofView == null ? null : ofView.get(name);
        return found == null ? remember(known, view, name, suffix) : found;
    }

    private Verdict remember(Map<View, Map<String, Verdict>> known, View view, String name, String suffix) {
        Verdict decided = decide(view, name, suffix);
        // What there is not is not remembered: pages have names without end.
        if (has(view, name)) {
            known.computeIfAbsent(view, key -> new ConcurrentHashMap<>()).put(name, decided);
        }
        return decided;
    }

    private static boolean has(View view, String name) {
        return view instanceof ClassView shown
                ? name.equals(NEW) || shown.statics().containsKey(name)
                : ((ExposedType) view).has(name);
    }

    private Verdict decide(View view, String name, String suffix) {
        ExposedType type = view instanceof ClassView shown ? shown.instances() : (ExposedType) view;
        List<String> names = view instanceof ClassView ? List.of(type.name()) : names(type);
        if (rules.stream().anyMatch(rule -> denies(rule, names, name, suffix))) {
            return Verdict.DENIED;
        }
        if (BuiltIns.isValue(type) && suffix.isEmpty()) {
            return Verdict.PERMITTED;
        }
        if (BuiltIns.isWindowClass(view) && !permitsBuiltin("BrowserWindow")) {
            return Verdict.DENIED;
        }
        boolean isOurs = BuiltIns.isOurs(type);
        List<String> subjects = (view instanceof ClassView ? names : namesWith(type, name))
                .stream().map(each -> each + "." + name + suffix).toList();
        int varArgs = varArgsFrom(view, name);
        List<List<ArgumentScope>> alternatives = new ArrayList<>();
        for (Rule rule : rules) {
            if (subjects.stream().anyMatch(subject -> rule.permits(subject, isOurs))) {
                alternatives.add(rule.scopesOf(subjects, isOurs, varArgs));
            }
        }
        return Verdict.of(alternatives);
    }

    /** Where the varargs begin of what may be run: of several overloads where they begin first, since the page chooses among them. */
    private static int varArgsFrom(View view, String name) {
        List<Callee> callees = view instanceof ClassView shown
                ? name.equals(NEW) ? shown.constructors() : shown.overloads(name)
                : ((ExposedType) view).overloads(name);
        return callees.stream().mapToInt(Callee::varArgsFrom).min().orElse(Integer.MAX_VALUE);
    }

    private static boolean denies(Rule rule, List<String> classes, String name, String suffix) {
        return classes.stream()
                .anyMatch(each -> rule.denies(each + "." + name) || rule.denies(each + "." + name + suffix));
    }

    /** The class, and those that it extends. */
    private static List<String> names(ExposedType type) {
        List<String> names = new ArrayList<>();
        for (ExposedType each = type; each != null; each = each.parent()) {
            names.add(each.name());
        }
        return names;
    }

    /** The class, and those that it extends and has the member from: a permission for one of these is one for their heirs. */
    private static List<String> namesWith(ExposedType type, String name) {
        List<String> names = new ArrayList<>();
        names.add(type.name());
        for (ExposedType each = type.parent(); each != null; each = each.parent()) {
            if (each.has(name)) {
                names.add(each.name());
            }
        }
        return names;
    }
}
