package dev.valence.marshal;

import dev.valence.api.RemoteFunction;
import dev.valence.api.StaleReferenceException;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.FunctionalInterfaces;
import dev.valence.invoke.View;
import dev.valence.protocol.WireValue;
import dev.valence.registry.ObjectRegistry;
import dev.valence.registry.ObjectRegistry.HandedOut;
import dev.valence.registry.ObjectRegistry.Held;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A page as marshalling sees it: with a registry, and with functions and promises that do nothing. */
final class ScriptedHoldings implements Page {
    private static final Object OWNER = "the page";

    final ObjectRegistry registry = new ObjectRegistry(1000);
    final Map<Object, Long> callbacks = new HashMap<>();
    final Map<Object, Long> streams = new HashMap<>();
    final List<Long> promises = new ArrayList<>();
    final List<CompletableFuture<Object>> futures = new ArrayList<>();
    private long lastPromise;

    ScriptedHoldings() {
        registry.admit(OWNER);
    }

    int count() {
        return registry.count(OWNER);
    }

    @Override
    public HandedOut handOut(Object object, View view) {
        return registry.handOut(OWNER, object, view);
    }

    @Override
    public void takeBack(long id) {
        registry.takeBack(OWNER, id);
    }

    @Override
    public boolean mayRead(View view, String member) {
        return true;
    }

    @Override
    public boolean isDenied(ExposedType type, String member) {
        return false;
    }

    @Override
    public Long callbackId(Object object) {
        return callbacks.get(object);
    }

    @Override
    public long promise(CompletionStage<?> stage, Type type) {
        promises.add(++lastPromise);
        return lastPromise;
    }

    @Override
    public void takeBackPromise(long id) {
        promises.remove(id);
    }

    @Override
    public Held held(long id, String path) {
        return registry.find(OWNER, id).orElseThrow(() -> new StaleReferenceException(path + ": stale"));
    }

    @Override
    public Object function(WireValue.Callback callback, Type type) {
        if (type == RemoteFunction.class) {
            return FunctionalInterfaces.implement(Runnable.class, RemoteFunction.class, null, (given, result) -> null);
        }
        return FunctionalInterfaces.implement(type, (given, result) -> null);
    }

    @Override
    public Long streamId(Object object) {
        return streams.get(object);
    }

    @Override
    public Object stream(WireValue.Stream stream, Class<?> type) {
        InputStream input = new ByteArrayInputStream(new byte[Math.floorMod(stream.id(), 1000)]);
        return type.isInstance(input) ? input : Channels.newChannel(input);
    }

    @Override
    public CompletableFuture<Object> future(long id, Type type) {
        futures.add(new CompletableFuture<>());
        return futures.get(futures.size() - 1);
    }
}
