package dev.valence.session;

import dev.valence.api.RemoteFunction;
import dev.valence.api.StaleReferenceException;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.FunctionalInterfaces;
import dev.valence.invoke.StreamView;
import dev.valence.invoke.View;
import dev.valence.marshal.Page;
import dev.valence.protocol.WireValue;
import dev.valence.registry.CallbackRegistry;
import dev.valence.registry.ObjectRegistry;
import dev.valence.registry.ObjectRegistry.HandedOut;
import dev.valence.registry.ObjectRegistry.Held;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What marshalling needs of a session: what each side holds of the other. */
final class HeldByPage implements Page {
    private final Session session;
    private final ObjectRegistry objects;
    private final CallbackRegistry callbacks;
    private final PageStreams pageStreams;
    private final JavaStreams javaStreams;
    private final Promises promises;
    private final Permissions permissions;

    HeldByPage(
            Session session,
            ObjectRegistry objects,
            CallbackRegistry callbacks,
            PageStreams pageStreams,
            JavaStreams javaStreams,
            Promises promises,
            Permissions permissions) {
        this.session = session;
        this.objects = objects;
        this.callbacks = callbacks;
        this.pageStreams = pageStreams;
        this.javaStreams = javaStreams;
        this.promises = promises;
        this.permissions = permissions;
    }

    @Override
    public HandedOut handOut(Object object, View view) {
        HandedOut handedOut = objects.handOut(session, object, view);
        if (view instanceof StreamView) {
            javaStreams.opened(object);
        }
        return handedOut;
    }

    @Override
    public void takeBack(long id) {
        objects.takeBack(session, id)
                .filter(held -> held.view() instanceof StreamView)
                .ifPresent(held -> javaStreams.takenBack(held.object()));
    }

    /** The page gives a reference back, unless it has been handed out again since. A stream is closed with it. */
    void release(long id, long seen) {
        objects.release(session, id, seen)
                .filter(held -> held.view() instanceof StreamView)
                .ifPresent(held -> javaStreams.close(held.object()));
    }

    @Override
    public @Nullable Long callbackId(Object object) {
        boolean isHome = object instanceof OwnedFunction function && function.renderer() == session;
        return isHome ? ((OwnedFunction) object).callbackId() : null;
    }

    @Override
    public boolean mayRead(View view, String member) {
        return permissions.mayRead(view, member);
    }

    @Override
    public boolean isDenied(ExposedType type, String member) {
        return permissions.denies(type, member);
    }

    @Override
    public long promise(CompletionStage<?> stage, Type type) {
        return promises.toPage(stage, type);
    }

    @Override
    public void takeBackPromise(long id) {
        promises.takeBack(id);
    }

    @Override
    public Held held(long id, String path) {
        return objects.find(session, id)
                .orElseThrow(() -> new StaleReferenceException(
                        path + " is a remote object that Java does not hold for this page any more (id " + id
                                + "): it was released, or belongs to a document that is gone"));
    }

    @Override
    public Object function(WireValue.Callback callback, Type type) {
        return callbacks.hold(callback.id(), callback.count(), type, () -> implement(callback, type));
    }

    /** Not reachable from the page function: the object is collected as soon as the application drops it. */
    private Object implement(WireValue.Callback callback, Type type) {
        PageFunction function = new PageFunction(session, callback);
        if (type == RemoteFunction.class) {
            return function;
        }
        return FunctionalInterfaces.implement(
                type, OwnedFunction.class, function, (arguments, result) -> function.callAs(result, arguments));
    }

    @Override
    public @Nullable Long streamId(Object object) {
        return pageStreams.idOf(object);
    }

    @Override
    public Object stream(WireValue.Stream stream, Class<?> type) {
        return pageStreams.hold(stream, type);
    }

    @Override
    public CompletableFuture<@Nullable Object> future(long id, Type type) {
        return promises.fromPage(id, type);
    }
}
