package dev.valence.marshal;

import dev.valence.invoke.ExposedType;
import dev.valence.invoke.Member.PropertyMember;
import dev.valence.invoke.TypeCatalog;
import dev.valence.invoke.View;
import dev.valence.protocol.WireValue;
import dev.valence.registry.ObjectRegistry.HandedOut;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What a message hands out while it is written: ids, promises, classes. Where the message does not leave, it is taken back.
 * Not safe for threads: all of it happens under the lock that keeps the order of messages.
 */
final class Handover {
    /** Objects of a message; a table of more than that gives its room back. */
    private static final int USUAL = 64;

    private final Page page;
    private final TypeDescriptors descriptors;
    private List<Long> objects = new ArrayList<>();
    private final List<Long> promises = new ArrayList<>();
    private final List<Object> classes = new ArrayList<>();

    Handover(TypeCatalog catalog, Page page) {
        this.page = page;
        this.descriptors = new TypeDescriptors(catalog, page);
    }

    /** Another message begins; what the one before handed out has left. */
    void begin() {
        if (objects.size() > USUAL) {
            objects = new ArrayList<>();
        } else {
            objects.clear();
        }
        promises.clear();
        classes.clear();
    }

    /** Takes back what was handed out since {@link #begin}. */
    void undo() {
        objects.forEach(page::takeBack);
        promises.forEach(page::takeBackPromise);
        descriptors.forget(classes);
        begin();
    }

    HandedOut object(Object object, View view) {
        HandedOut reference = page.handOut(object, view);
        objects.add(reference.id());
        return reference;
    }

    WireValue promise(CompletionStage<?> stage, Type type) {
        long id = page.promise(stage, type);
        promises.add(id);
        return new WireValue.Promise(id);
    }

    /** @param constant gives the wire value of a constant static */
    WireValue.ClassShape shapeOf(ExposedType type, Function<PropertyMember, WireValue> constant) {
        return descriptors.shapeOf(type, constant, classes);
    }

    WireValue.ClassShape mapShape() {
        return descriptors.mapShape(classes);
    }
}
