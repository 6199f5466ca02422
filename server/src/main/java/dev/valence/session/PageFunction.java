package dev.valence.session;

import dev.valence.api.Undefined;
import dev.valence.invoke.Generics;
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

    PageFunction(Session session, long id, int length, String location) {
        this.session = session;
        this.id = id;
        this.length = length;
        this.location = location;
    }

    @Override
    public void call(@Nullable Object... arguments) {
        try {
            session.callFunction(id, location, arguments);
        } finally {
            // Else the collector may see this as unreachable, and its release overtake its own last call.
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public CompletionStage<@Nullable Object> request(@Nullable Object... arguments) {
        return session.requestFunction(id, location, Object.class, arguments);
    }

    /**
     * Calls the page as a functional interface does, and gives what its declared result admits at once (Electron F-65): a stage
     * that the page completes, {@code undefined}, null, 0 or false.
     */
    @Nullable
    Object callAs(Type result, @Nullable Object[] arguments) {
        Class<?> raw = Generics.rawType(result);
        if (CompletionStage.class.isAssignableFrom(raw)) {
            return session.requestFunction(id, location, Generics.argument(result, 0), arguments);
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
