package dev.valence.session;

import dev.valence.api.NotSupportedException;
import dev.valence.api.Undefined;
import dev.valence.invoke.Generics;
import dev.valence.protocol.WireValue;
import java.lang.ref.Reference;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A function of a page. The Java objects that stand for it, one per functional interface, all pass their calls on to it. */
final class PageFunction implements OwnedFunction {
    private final Session session;
    private final long id;
    private final int length;
    private final String location;
    private final boolean isCallable;

    PageFunction(Session session, WireValue.Callback callback) {
        this.session = session;
        this.id = callback.id();
        this.length = callback.length();
        this.location = callback.at();
        this.isCallable = callback.isCallable();
    }

    @Override
    public void call(@Nullable Object... arguments) {
        try {
            session.toPage().callFunction(id, location, arguments);
        } finally {
            // Else the collector may see this as unreachable, and its release overtake its own last call.
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public CompletionStage<@Nullable Object> request(@Nullable Object... arguments) {
        return session.toPage().requestFunction(id, location, Object.class, arguments);
    }

    @Override
    public @Nullable Object callAndWait(@Nullable Object... arguments) {
        if (!isCallable) {
            throw new NotSupportedException("Java cannot wait for the page function " + location
                    + ": the page has to mark it by remote.callable(fn). request() gives its answer later");
        }
        return await(Object.class, arguments);
    }

    private @Nullable Object await(Type result, @Nullable Object[] arguments) {
        try {
            return session.callables().call(id, location, result, arguments);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Calls the page as a functional interface does. Gives a stage that the page completes where one is declared; of a callable function
     * the answer; else what the declared result admits at once (Electron F-65): {@code undefined}, null, 0 or false.
     */
    @Nullable
    Object callAs(Type result, @Nullable Object[] arguments) {
        Class<?> raw = Generics.rawType(result);
        if (CompletionStage.class.isAssignableFrom(raw)) {
            return session.toPage().requestFunction(id, location, Generics.argument(result, 0), arguments);
        }
        if (isCallable) {
            return await(result, arguments);
        }
        call(arguments);
        return nothing(raw);
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type.isInstance(Undefined.INSTANCE)) {
            return Undefined.INSTANCE;
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        return type == void.class ? null : Generics.zero(type);
    }

    @Override
    public Session renderer() {
        return session;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean isCallable() {
        return isCallable;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public long callbackId() {
        return id;
    }

    @Override
    public String toString() {
        return "page function " + (location.isEmpty() ? "#" + id : location);
    }
}
