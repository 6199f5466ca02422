package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.invoke.TypeCatalog;
import dev.valence.invoke.Typed;
import dev.valence.invoke.View;
import dev.valence.protocol.WireValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Java value → wire value, for one page. Either all of a value crosses or nothing of it does: what was handed out on the way is
 * taken back when a part cannot cross. Not safe for threads; see {@link TypeDescriptors}.
 */
public final class Marshaller {
    private final TypeCatalog catalog;
    private final Page page;
    private final ErrorValues errors;
    private final int depthLimit;
    private final TypeDescriptors descriptors;
    private @Nullable Pass last;

    /** @param depthLimit how deeply values may nest */
    public Marshaller(TypeCatalog catalog, Page page, ErrorValues errors, int depthLimit) {
        this.catalog = catalog;
        this.page = page;
        this.errors = errors;
        this.depthLimit = depthLimit;
        this.descriptors = new TypeDescriptors(catalog, page);
    }

    /**
     * Marshals a result.
     *
     * @throws dev.valence.api.NotExposedException a part of it may not be seen
     * @throws dev.valence.api.MarshalException a part of it has no counterpart in JavaScript
     */
    public WireValue marshal(Typed typed) {
        return cross(
                new Pass(),
                pass -> new ValueMarshaller(this, pass, typed.origin())
                        .marshal(
                                typed.value(),
                                typed.type(),
                                typed.copy() ? Copying.ALL : Copying.NOTHING,
                                ValuePath.root("result")));
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
     * @throws MarshalException the page holds it as a function or a class, or a part of it has no counterpart in JavaScript
     * @throws dev.valence.api.NotExposedException a part of it may not be seen
     */
    public WireValue copy(Copy copy) {
        ValuePath root = ValuePath.root("copy");
        if (!ValueMarshaller.isCopyable(copy.view())) {
            throw new MarshalException("A function or a class has nothing that can be copied");
        }
        return cross(
                new Pass(),
                pass -> new ValueMarshaller(this, pass, "remote.copy")
                        .copyOf(copy.object(), copy.view(), new Copying(copy.levels(), false), root));
    }

    /** Marshals what Java gives to a page function: an array, which is container 0. */
    public WireValue.ListOf marshalArguments(@Nullable Object[] arguments, String origin) {
        Pass pass = new Pass();
        pass.begin(arguments);
        return cross(pass, same -> {
            ValueMarshaller values = new ValueMarshaller(this, same, origin);
            List<WireValue> marshalled = new ArrayList<>(arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                ValuePath path = ValuePath.root("arguments").element(i);
                marshalled.add(values.marshal(arguments[i], Object.class, Copying.NOTHING, path));
            }
            return new WireValue.ListOf(marshalled);
        });
    }

    private <T> T cross(Pass pass, Function<Pass, T> marshalling) {
        boolean isWhole = false;
        try {
            T value = marshalling.apply(pass);
            isWhole = true;
            last = pass;
            return value;
        } finally {
            if (!isWhole) {
                pass.undo();
            }
        }
    }

    /** Takes back what the value marshalled last handed out: its message does not leave after all. */
    public void undoLast() {
        Pass undone = last;
        last = null;
        if (undone != null) {
            undone.undo();
        }
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

    TypeDescriptors descriptors() {
        return descriptors;
    }

    /** One top-level value on its way: its containers by identity, and what is to be undone if it does not arrive. */
    final class Pass {
        private final IdentityHashMap<Object, Integer> containers = new IdentityHashMap<>();
        private final List<Long> handedOut = new ArrayList<>();
        private final List<Long> promises = new ArrayList<>();
        private final List<Object> freshClasses = new ArrayList<>();

        /** The number of a container that was begun before; null where it begins now. */
        @Nullable
        Integer begin(Object container) {
            return containers.putIfAbsent(container, containers.size());
        }

        /** The number of a container that has begun; null where it has not. */
        @Nullable
        Integer begun(Object container) {
            return containers.get(container);
        }

        void handedOut(long id) {
            handedOut.add(id);
        }

        void promised(long id) {
            promises.add(id);
        }

        List<Object> freshClasses() {
            return freshClasses;
        }

        private void undo() {
            handedOut.forEach(page::takeBack);
            promises.forEach(page::takeBackPromise);
            descriptors.forget(freshClasses);
        }
    }
}
