package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.invoke.TypeCatalog;
import dev.valence.invoke.Typed;
import dev.valence.invoke.View;
import dev.valence.protocol.WireValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Java value → wire value, for one page, in two steps. The first asks the application for all it has to know and may run on any
 * thread; ids, counts and class descriptions are settled when the message is written, between {@link #begin} and either its
 * leaving or {@link #undo}, under the lock that keeps the order of messages. So no code of the application runs under that lock.
 */
public final class Marshaller {
    private final TypeCatalog catalog;
    private final Page page;
    private final ErrorValues errors;
    private final int depthLimit;
    private final Handover handover;

    /** @param depthLimit how deeply values may nest */
    public Marshaller(TypeCatalog catalog, Page page, ErrorValues errors, int depthLimit) {
        this.catalog = catalog;
        this.page = page;
        this.errors = errors;
        this.depthLimit = depthLimit;
        this.handover = new Handover(catalog, page);
    }

    /**
     * Marshals a result.
     *
     * @throws dev.valence.api.NotExposedException a part of it may not be seen
     * @throws dev.valence.api.MarshalException a part of it has no counterpart in JavaScript
     */
    public WireValue marshal(Typed typed) {
        WireValue scalar = Scalars.marshal(typed.value());
        return scalar == null
                ? new ValueMarshaller(this, new Pass(), typed.origin())
                        .marshal(
                                typed.value(),
                                typed.type(),
                                typed.copy() ? Copying.ALL : Copying.NOTHING,
                                ValuePath.root("result"))
                : scalar;
    }

    /**
     * A plain copy that a page asks for.
     *
     * @param object what it holds
     * @param view what of it the page sees
     * @param levels of objects within objects that are copied; what is below crosses by reference
     */
    public record Copy(Object object, View view, int levels) {}

    /**
     * Marshals a copy.
     *
     * @throws MarshalException the page holds it as a function, a class or a stream, or a part of it has no counterpart in JavaScript
     * @throws dev.valence.api.NotExposedException a part of it may not be seen
     */
    public WireValue copy(Copy copy) {
        if (!ValueMarshaller.isCopyable(copy.view())) {
            throw new MarshalException("A function, a class or a stream has nothing that can be copied");
        }
        return new ValueMarshaller(this, new Pass(), "remote.copy")
                .copyOf(copy.object(), copy.view(), new Copying(copy.levels(), false), ValuePath.root("copy"));
    }

    /** Marshals what Java gives to a page function: an array, which is container 0. */
    public WireValue.ListOf marshalArguments(@Nullable Object[] arguments, String origin) {
        Pass pass = new Pass();
        pass.begin(arguments);
        ValueMarshaller values = new ValueMarshaller(this, pass, origin);
        List<WireValue> marshalled = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            ValuePath path = ValuePath.root("arguments").element(i);
            marshalled.add(values.marshal(arguments[i], Object.class, Copying.NOTHING, path));
        }
        return new WireValue.ListOf(marshalled);
    }

    /** A message is about to be written. */
    public void begin() {
        handover.begin();
    }

    /** The message that was begun last does not leave: what it handed out is taken back. */
    public void undo() {
        handover.undo();
    }

    TypeCatalog catalog() {
        return catalog;
    }

    Page page() {
        return page;
    }

    ErrorValues errors() {
        return errors;
    }

    int depthLimit() {
        return depthLimit;
    }

    Handover handover() {
        return handover;
    }

    /** One top-level value on its way: its containers by identity. */
    static final class Pass {
        /** Null until there is one: most values are none. */
        private @Nullable IdentityHashMap<Object, Integer> containers;

        /** The number of a container that was begun before; null where it begins now. */
        @Nullable
        Integer begin(Object container) {
            if (containers == null) {
                containers = new IdentityHashMap<>();
            }
            return containers.putIfAbsent(container, containers.size());
        }

        /** So many containers may begin soon: room for them is made at once. */
        void expect(int more) {
            Map<Object, Integer> before = containers == null ? Map.of() : containers;
            if (more > before.size()) {
                containers = new IdentityHashMap<>(before.size() + more);
                containers.putAll(before);
            }
        }

        /** The number of a container that has begun; null where it has not. */
        @Nullable
        Integer begun(Object container) {
            return containers == null ? null : containers.get(container);
        }
    }
}
