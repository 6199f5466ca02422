package dev.valence.invoke;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, Member> all;
    private final Map<Class<?>, Map<String, Member>> ofSubclasses = new ConcurrentHashMap<>();
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
        this.all = all();
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

    /** Whether objects of it have a member of that name, be it inherited. */
    public boolean has(String memberName) {
        return all.containsKey(memberName);
    }

    /** The member of that name, with the overloads of all superclasses. */
    Optional<Member> member(String memberName) {
        return Optional.ofNullable(all.get(memberName));
    }

    /** What a call of that name may run; nothing where it is no method. */
    public List<Callee> overloads(String memberName) {
        return all.get(memberName) instanceof Member.MethodMember method ? method.overloads() : List.of();
    }

    /**
     * What pages see of {@code object}, by name, with what it inherits: a class hides what it overrides as {@code @Hidden}, also
     * where it is shown by its superclass or an interface.
     */
    public Map<String, Member> membersOf(Object object) {
        return object.getClass() == type
                ? all
                : ofSubclasses.computeIfAbsent(
                        object.getClass(), subclass -> without(all, MethodKey.hidden(subclass, type)));
    }

    private Map<String, Member> all() {
        Map<String, Member> merged = new LinkedHashMap<>(own);
        members.forEach(merged::putIfAbsent);
        if (parent != null) {
            without(parent.all, MethodKey.hidden(type, parent.type))
                    .forEach((inheritedName, member) -> merged.merge(inheritedName, member, ExposedType::merge));
        }
        return Collections.unmodifiableMap(merged);
    }

    private static Map<String, Member> without(Map<String, Member> members, Set<MethodKey> hidden) {
        if (hidden.isEmpty()) {
            return members;
        }
        Map<String, Member> left = new LinkedHashMap<>();
        members.forEach((memberName, member) -> {
            Member visible = member.without(hidden);
            if (visible != null) {
                left.put(memberName, visible);
            }
        });
        return Collections.unmodifiableMap(left);
    }

    /** An override stands for what it overrides; of others of one name, methods are overloads, and else the subclass decides. */
    private static Member merge(Member found, Member inherited) {
        if (!(found instanceof Member.MethodMember method)
                || !(inherited instanceof Member.MethodMember inheritedMethod)) {
            return found;
        }
        Map<MethodKey, Callee> byKey = new LinkedHashMap<>();
        method.overloads().forEach(each -> byKey.put(each.key(), each));
        inheritedMethod.overloads().forEach(each -> byKey.putIfAbsent(each.key(), each));
        return new Member.MethodMember(found.name(), List.copyOf(byKey.values()));
    }
}
