package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.api.PageObject;
import dev.valence.invoke.ClassView;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.FunctionView;
import dev.valence.invoke.FunctionalInterfaces;
import dev.valence.invoke.Generics;
import dev.valence.invoke.MapView;
import dev.valence.invoke.Member;
import dev.valence.invoke.Member.PropertyMember;
import dev.valence.invoke.StreamView;
import dev.valence.invoke.View;
import dev.valence.protocol.WireValue;
import dev.valence.protocol.WireValue.MemberKind;
import dev.valence.protocol.WireValue.MemberShape;
import dev.valence.registry.ObjectRegistry.HandedOut;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Marshals one top-level value, part by part. */
final class ValueMarshaller {
    private final Marshaller marshaller;
    private final Marshaller.Pass pass;
    private final String origin;

    /** @param origin the member that gave the value, for messages */
    ValueMarshaller(Marshaller marshaller, Marshaller.Pass pass, String origin) {
        this.marshaller = marshaller;
        this.pass = pass;
        this.origin = origin;
    }

    WireValue marshal(@Nullable Object value, Type declared, Copying copying, ValuePath path) {
        WireValue scalar = Scalars.marshal(value);
        if (scalar != null) {
            return scalar;
        }
        Object object = Objects.requireNonNull(value);
        if (path.depth() >= marshaller.depthLimit()) {
            throw new MarshalException(path + ": nested more than " + marshaller.depthLimit() + " deep (Limits.depth)");
        }
        if (object instanceof Collection<?> || object.getClass().isArray()) {
            return collection(object, declared, copying, path);
        }
        if (object instanceof Optional<?> optional) {
            Type content = Generics.argument(declared, 0);
            return optional.isPresent() ? marshal(optional.get(), content, copying, path) : WireValue.UNDEFINED;
        }
        if (object instanceof Throwable error) {
            return marshaller.errors().marshal(error);
        }
        if (object instanceof CompletionStage<?> stage) {
            return new WireValue.Later(
                    stage, null, () -> marshaller.handover().promise(stage, Generics.argument(declared, 0)));
        }
        String refusal = Scalars.refusal(object);
        if (refusal != null) {
            throw new MarshalException(path + ": " + refusal);
        }
        WireValue home = comingHome(object);
        return home == null ? viewed(object, declared, copying, path) : home;
    }

    /** What is the page's own. */
    private @Nullable WireValue comingHome(Object object) {
        Long callback = marshaller.page().callbackId(object);
        if (callback != null) {
            return new WireValue.Callback(callback, 0, 0, "", false);
        }
        Long stream = marshaller.page().streamId(object);
        return stream == null ? null : new WireValue.Stream(stream, 0);
    }

    private WireValue collection(Object collection, Type declared, Copying copying, ValuePath path) {
        Integer begun = pass.begin(collection);
        if (begun != null) {
            return new WireValue.Same(begun);
        }
        Type element = elementType(collection, declared);
        List<@Nullable Object> elements = elementsOf(collection, path);
        boolean isSet = collection instanceof Set<?>;
        WireValue table = isSet ? null : new Tables(this, pass, marshaller).tableOf(elements, element, copying, path);
        if (table != null) {
            return table;
        }
        List<WireValue> values = new ArrayList<>(elements.size());
        for (Object each : elements) {
            values.add(marshal(each, element, copying, path.element(values.size())));
        }
        return isSet ? new WireValue.SetOf(values) : new WireValue.ListOf(values);
    }

    private static Type elementType(Object collection, Type declared) {
        if (collection instanceof Collection<?>) {
            return Generics.argument(declared, 0);
        }
        return Generics.rawType(declared).isArray() ? Generics.component(declared) : Object.class;
    }

    private static List<@Nullable Object> elementsOf(Object collection, ValuePath path) {
        if (collection instanceof Collection<?> elements) {
            return elementsOf(elements, path);
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(collection); i++) {
            elements.add(Array.get(collection, i));
        }
        return elements;
    }

    /** Its own iteration may fail, such as when another thread changes it. */
    private static List<@Nullable Object> elementsOf(Collection<?> collection, ValuePath path) {
        List<@Nullable Object> elements = new ArrayList<>();
        try {
            for (Object each : collection) {
                elements.add(each);
            }
        } catch (RuntimeException unreadable) {
            throw Refusals.of(path, unreadable);
        }
        return elements;
    }

    /**
     * How an object with members crosses.
     *
     * @param copying what is asked for; nothing where it crosses by reference
     */
    record Shown(View view, Copying copying) {
        boolean isCopied() {
            return copying.levels() > 0;
        }
    }

    /** The same for all objects of one class that are declared alike, at one depth. */
    Shown shown(Object object, Type declared, Copying copying, ValuePath path) {
        Optional<ExposedType> copied = marshaller.catalog().copied(object, declared, copying.byJava());
        if (copied.isPresent()) {
            return new Shown(copied.get(), Copying.ALL);
        }
        if (copying.byJava() && object instanceof Map<?, ?>) {
            return new Shown(new MapView(MapView.valueType(declared)), copying);
        }
        View view = marshaller.catalog().viewOf(object, declared, origin);
        boolean isCopied = copying.byPage() && isCopyable(view) && hasRoom(path);
        return new Shown(view, isCopied ? copying : Copying.NOTHING);
    }

    private WireValue viewed(Object object, Type declared, Copying copying, ValuePath path) {
        Shown shown = shown(object, declared, copying, path);
        if (shown.isCopied()) {
            return copyOf(object, shown.view(), shown.copying(), path);
        }
        Integer begun = pass.begun(object);
        // Above the levels that a page asked for it was copied: it is that one copy below them too.
        return begun == null ? reference(object, shown.view(), path) : new WireValue.Same(begun);
    }

    private WireValue reference(Object object, View view, ValuePath path) {
        if (view instanceof ClassView classView) {
            return new WireValue.Later(
                    classView.instances().type(),
                    view,
                    () -> new WireValue.RemoteClass(shapeOf(classView.instances())));
        }
        if (view instanceof FunctionView function) {
            return new WireValue.Later(object, view, () -> {
                HandedOut reference = marshaller.handover().object(object, view);
                return new WireValue.Function(reference.id(), reference.count(), "", function.length());
            });
        }
        if (view instanceof StreamView) {
            return new WireValue.Later(object, view, () -> {
                HandedOut reference = marshaller.handover().object(object, view);
                return new WireValue.Stream(reference.id(), reference.count());
            });
        }
        if (view instanceof ExposedType type) {
            return reference(object, view, () -> shapeOf(type), constants(object, type), withheld(object, type));
        }
        List<MemberShape> entries = entries((Map<?, ?>) object, path);
        return reference(object, view, marshaller.handover()::mapShape, Map.of(), entries);
    }

    private WireValue reference(
            Object object,
            View view,
            Supplier<WireValue.ClassShape> shape,
            Map<String, WireValue> constants,
            List<MemberShape> own) {
        return new WireValue.Later(object, view, () -> {
            HandedOut reference = marshaller.handover().object(object, view);
            return new WireValue.Reference(reference.id(), reference.count(), shape.get(), constants, own);
        });
    }

    WireValue.ClassShape shapeOf(ExposedType type) {
        return marshaller.handover().shapeOf(type, property -> read(property, type, null));
    }

    /** Constant members of all levels, which travel with the reference. */
    private Map<String, WireValue> constants(Object object, ExposedType type) {
        Map<String, WireValue> values = new LinkedHashMap<>();
        for (Member member : type.membersOf(object).values()) {
            if (member instanceof PropertyMember property
                    && property.isConstant()
                    && marshaller.page().mayRead(type, property.name())) {
                values.put(property.name(), read(property, type, object));
            }
        }
        return values;
    }

    /**
     * Constants that a superclass shows to the page and this class does not: its description says that they travel along, so each object
     * says that they have to be asked for.
     */
    List<MemberShape> withheld(Object object, ExposedType type) {
        if (type.parent() == null) {
            return List.of();
        }
        return type.membersOf(object).values().stream()
                .filter(member -> member instanceof PropertyMember property && property.isConstant())
                .map(Member::name)
                .filter(name -> !marshaller.page().mayRead(type, name) && isShownByParent(type.parent(), name))
                .map(name -> new MemberShape(name, MemberKind.READ_ONLY))
                .toList();
    }

    private boolean isShownByParent(@Nullable ExposedType parent, String name) {
        for (ExposedType each = parent; each != null; each = each.parent()) {
            if (each.has(name) && marshaller.page().mayRead(each, name)) {
                return true;
            }
        }
        return false;
    }

    private static List<MemberShape> entries(Map<?, ?> map, ValuePath path) {
        List<MemberShape> entries = new ArrayList<>(map.size());
        MemberOrder.forEach(map, path, (key, value) -> {
            if (!(key instanceof String name)) {
                throw new MarshalException(path + ": the keys of a map that pages see are strings, not " + key);
            }
            boolean isFunction = value != null && FunctionalInterfaces.isLambda(value);
            entries.add(new MemberShape(name, isFunction ? MemberKind.METHOD : MemberKind.WRITABLE));
        });
        return entries;
    }

    /** What a page wants copied ends in references where it would end in an error: for a list of objects there are two levels below. */
    private boolean hasRoom(ValuePath path) {
        return path.depth() + 2 < marshaller.depthLimit();
    }

    /** Whether a copy shows what the page would see of the object itself. */
    static boolean isCopyable(View view) {
        return view instanceof ExposedType || view instanceof MapView;
    }

    /** @param view a {@linkplain #isCopyable copyable} one */
    WireValue copyOf(Object object, View view, Copying copying, ValuePath path) {
        return view instanceof MapView map
                ? copyOf((Map<?, ?>) object, map.value(), copying, path)
                : copyOf(object, (ExposedType) view, copying, path);
    }

    private WireValue copyOf(Object object, ExposedType type, Copying copying, ValuePath path) {
        Integer begun = pass.begin(object);
        if (begun != null) {
            return new WireValue.Same(begun);
        }
        Map<String, WireValue> members = new LinkedHashMap<>();
        for (Member member : type.membersOf(object).values()) {
            if (member instanceof PropertyMember property && isCopied(type, property, copying)) {
                ValuePath place = path.member(property.name());
                Copying inside = property.copy() ? Copying.ALL : copying.inside();
                members.put(property.name(), marshal(property.read(object), property.type(), inside, place));
            }
        }
        return new WireValue.ObjectOf("Object", members);
    }

    /** What a page copies it reads. What Java copies is a value that it gives, of which is left out what is denied by name. */
    boolean isCopied(ExposedType type, PropertyMember property, Copying copying) {
        return copying.byJava()
                ? !marshaller.page().isDenied(type, property.name())
                : marshaller.page().mayRead(type, property.name());
    }

    private WireValue copyOf(Map<?, ?> map, Type valueType, Copying copying, ValuePath path) {
        Integer begun = pass.begin(map);
        if (begun != null) {
            return new WireValue.Same(begun);
        }
        Map<String, WireValue> members = new LinkedHashMap<>();
        MemberOrder.of(map, path)
                .forEach((name, value) ->
                        members.put(name, marshal(value, valueType, copying.inside(), path.member(name))));
        return new WireValue.ObjectOf(map instanceof PageObject page ? page.constructorName() : "Object", members);
    }

    private WireValue read(PropertyMember property, ExposedType type, @Nullable Object object) {
        return constant(property, type, property.read(object));
    }

    /** A constant has an immutable type, which marshals without parts. */
    WireValue constant(PropertyMember property, ExposedType type, @Nullable Object value) {
        ValuePath path = ValuePath.root(type.name()).member(property.name());
        return marshal(value, property.type(), Copying.NOTHING, path);
    }
}
