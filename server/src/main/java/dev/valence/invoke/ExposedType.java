package dev.valence.invoke;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What pages see of a class: the members it declares itself, below those of its nearest exposed superclass. Immutable; one per
 * class.
 */
public final class ExposedType implements View {
    private final Class<?> type;
    private final String name;
    private final @Nullable ExposedType parent;
    private final Map<String, Member> members;
    private final Map<String, Member> own;
    private final Map<String, Member> statics;
    private final List<Callee> constructors;
    private final boolean concurrent;
    private final boolean copied;

    ExposedType(TypeReading reading, @Nullable ExposedType parent) {
        this.type = reading.type();
        this.name = reading.name();
        this.parent = parent;
        this.members = reading.members();
        this.own = reading.own();
        this.statics = reading.statics();
        this.constructors = reading.constructors();
        this.concurrent = reading.isConcurrent();
        this.copied = reading.isCopied();
    }

    public Class<?> type() {
        return type;
    }

    /** The name of its constructor in the page. */
    public String name() {
        return name;
    }

    /** What its nearest exposed superclass shows; null where there is none. */
    public @Nullable ExposedType parent() {
        return parent;
    }

    /** Methods and accessors: they live on the prototype. */
    public Map<String, Member> members() {
        return members;
    }

    /** Fields and record components: they live on each object. */
    public Map<String, Member> own() {
        return own;
    }

    /** Static methods and fields, and nested exposed classes: they live on the constructor. */
    public Map<String, Member> statics() {
        return statics;
    }

    /** What {@code new} can call; empty where pages cannot construct it. */
    public List<Callee> constructors() {
        return constructors;
    }

    /** Whether its members may run beside those of other pages. */
    public boolean isConcurrent() {
        return concurrent;
    }

    /** Whether it crosses as a plain copy. */
    public boolean isCopied() {
        return copied;
    }

    /** The member of that name, with the overloads of all superclasses. */
    public Optional<Member> member(String memberName) {
        Member found = own.containsKey(memberName) ? own.get(memberName) : members.get(memberName);
        if (parent == null) {
            return Optional.ofNullable(found);
        }
        Optional<Member> inherited = parent.member(memberName);
        if (found instanceof Member.MethodMember method
                && inherited.orElse(null) instanceof Member.MethodMember inheritedMethod) {
            return Optional.of(new Member.MethodMember(memberName, merge(method, inheritedMethod)));
        }
        return found == null ? inherited : Optional.of(found);
    }

    /** All names that a page can use of an object, for messages. */
    List<String> memberNames() {
        List<String> names = parent == null ? new ArrayList<>() : parent.memberNames();
        names.addAll(members.keySet());
        names.addAll(own.keySet());
        return names;
    }

    /** An override hides what it overrides: both have the same parameters. */
    private static List<Callee> merge(Member.MethodMember method, Member.MethodMember inherited) {
        Map<List<?>, Callee> byParameters = new LinkedHashMap<>();
        method.overloads().forEach(each -> byParameters.put(each.parameters(), each));
        inherited.overloads().forEach(each -> byParameters.putIfAbsent(each.parameters(), each));
        return List.copyOf(byParameters.values());
    }
}
