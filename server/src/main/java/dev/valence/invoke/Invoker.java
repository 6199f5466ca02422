package dev.valence.invoke;

import dev.valence.api.MarshalException;
import dev.valence.api.NoSuchMemberException;
import dev.valence.api.Undefined;
import dev.valence.invoke.Member.MethodMember;
import dev.valence.invoke.Member.PropertyMember;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does to a Java object what a page asked for: read, write, call, construct. What the application throws comes out in a
 * {@link CalleeException}, so that it is never taken for an error of Valence.
 */
public final class Invoker {
    private final TypeCatalog catalog;

    public Invoker(TypeCatalog catalog) {
        this.catalog = catalog;
    }

    /** Reads a property. A key that a map no longer has is {@code undefined} (Electron F-21). */
    public Typed get(Object target, View view, String name) {
        if (view instanceof MapView map) {
            Object value = valueIn((Map<?, ?>) target, name);
            return new Typed(value, map.value(), false, name);
        }
        Member member = member(target, view, name);
        if (member instanceof PropertyMember property) {
            Object value = property.read(receiver(target, view));
            return new Typed(value, property.type(), property.copy(), describe(view) + "." + name);
        }
        throw new NoSuchMemberException("'" + describe(view) + "." + name + "' is a method: call it");
    }

    /** Writes a property. */
    @SuppressWarnings("unchecked") // keys that pages see are strings; a map that takes other values says so itself
    public void set(Object target, View view, String name, Arguments value) {
        if (view instanceof MapView map) {
            putInto((Map<String, @Nullable Object>) target, name, value.convert(0, map.value()));
            return;
        }
        if (!(member(target, view, name) instanceof PropertyMember property) || property.setter() == null) {
            throw new NoSuchMemberException("'" + describe(view) + "." + name + "' cannot be written");
        }
        Object converted = value.convert(0, property.type());
        property.write(receiver(target, view), converted);
    }

    /** Undefined where the map has no such key. A map of other keys may refuse to look one up. */
    private static @Nullable Object valueIn(Map<?, ?> map, String name) {
        try {
            return map.containsKey(name) ? map.get(name) : Undefined.INSTANCE;
        } catch (ClassCastException refusal) {
            throw new MarshalException(
                    name + ": the map does not look up such a key: " + refusal.getMessage(), refusal);
        }
    }

    /** A map that takes no such value says so itself, as a setter would. */
    private static void putInto(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        try {
            map.put(name, value);
        } catch (RuntimeException refusal) {
            throw new CalleeException(refusal);
        }
    }

    /** Calls a method; of a map, the function that it has under that key. */
    public Typed call(Object target, View view, String name, Arguments arguments) {
        if (view instanceof MapView map) {
            return callEntry((Map<?, ?>) target, map, name, arguments);
        }
        if (member(target, view, name) instanceof MethodMember method) {
            return call(name, method.overloads(), receiver(target, view), wanted(method, arguments));
        }
        throw new NoSuchMemberException("'" + describe(view) + "." + name + "' is no method: read it");
    }

    /** {@code JSON.stringify} tells every {@code toJSON} the key it is asked for; a method without parameters has no use for it. */
    private static Arguments wanted(MethodMember method, Arguments arguments) {
        boolean isForJson = method.name().equals("toJSON")
                && method.overloads().stream()
                        .allMatch(each -> each.parameters().isEmpty());
        return isForJson ? Arguments.NONE : arguments;
    }

    /** Calls a remote function. */
    public Typed callFunction(Object target, View view, Arguments arguments) {
        if (view instanceof FunctionView function) {
            return call(function.callee().origin(), List.of(function.callee()), target, arguments);
        }
        throw new NoSuchMemberException(describe(view) + " is no function");
    }

    /** Runs a constructor. */
    public Typed construct(View view, Arguments arguments) {
        if (!(view instanceof ClassView shown) || !shown.isConstructible()) {
            throw new NoSuchMemberException(describe(view) + " has no constructor that pages may call");
        }
        String name = shown.instances().name();
        Typed made = call("new " + name, shown.constructors(), shown.companion(), arguments);
        return new Typed(made.value(), shown.instances().type(), made.copy(), "new " + name);
    }

    /** Whether what a page does to {@code view} may run beside other pages. */
    public static boolean isConcurrent(View view) {
        if (view instanceof ClassView shown) {
            return isConcurrent(shown.companionType() == null ? shown.instances() : shown.companionType());
        }
        return view instanceof ExposedType type
                && (type.isConcurrent() || (type.parent() != null && isConcurrent(type.parent())));
    }

    private Typed callEntry(Map<?, ?> map, MapView view, String name, Arguments arguments) {
        Object value = valueIn(map, name);
        if (value == null || value == Undefined.INSTANCE) {
            throw new NoSuchMemberException("there is no '" + name + "' any more. There are " + map.keySet());
        }
        return callFunction(value, catalog.viewOf(value, view.value(), name), arguments);
    }

    private static Typed call(String name, List<Callee> candidates, @Nullable Object receiver, Arguments arguments) {
        MethodSelector.Selected selected = MethodSelector.select(name, candidates, arguments);
        return selected.callee().call(receiver, selected.arguments());
    }

    private static Member member(Object target, View view, String name) {
        if (view instanceof ExposedType type) {
            Map<String, Member> members = type.membersOf(target);
            Member found = members.get(name);
            if (found == null) {
                throw noSuchMember(view, name, List.copyOf(members.keySet()));
            }
            return found;
        }
        if (view instanceof ClassView shown) {
            return shown.member(name)
                    .orElseThrow(() ->
                            noSuchMember(view, name, List.copyOf(shown.statics().keySet())));
        }
        throw noSuchMember(view, name, List.of());
    }

    private static NoSuchMemberException noSuchMember(View view, String name, List<String> known) {
        String there = known.stream().sorted().collect(Collectors.joining(", "));
        return new NoSuchMemberException("'" + describe(view) + "' has no member '" + name + "'. It has " + there);
    }

    private static @Nullable Object receiver(Object target, View view) {
        return view instanceof ClassView shown ? shown.companion() : target;
    }

    /** What messages call it: the name of a class, or what it is. */
    public static String describe(View view) {
        if (view instanceof ExposedType type) {
            return type.name();
        }
        if (view instanceof ClassView shown) {
            return shown.instances().name();
        }
        if (view instanceof FunctionView) {
            return "a remote function";
        }
        return view instanceof MapView ? "a map" : "a stream";
    }
}
