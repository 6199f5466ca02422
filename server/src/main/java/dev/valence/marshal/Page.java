package dev.valence.marshal;

import dev.valence.invoke.ExposedType;
import dev.valence.invoke.View;
import dev.valence.protocol.WireValue;
import dev.valence.registry.ObjectRegistry.HandedOut;
import dev.valence.registry.ObjectRegistry.Held;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What marshalling needs of the page it works for. A session implements it. */
public interface Page {
    /** Hands an object out: with the id that the page has it by, or with a new one. */
    HandedOut handOut(Object object, View view);

    /** Undoes one {@link #handOut} whose message will not be sent. */
    void takeBack(long id);

    /**
     * Whether the page may read that member of an object, or of a class. What it may not travels neither with a reference nor in a copy
     * that the page asks for.
     */
    boolean mayRead(View view, String member);

    /** Whether the page is denied that member by name, so that it is left out of copies that Java makes, too. */
    boolean isDenied(ExposedType type, String member);

    /** The id that this page has its own function {@code object} by; null where it is none of this page's. */
    @Nullable
    Long callbackId(Object object);

    /**
     * A number for a promise. The page is told when {@code stage} completes, after the message with the number has left.
     *
     * @param type declared type of the value to come
     */
    long promise(CompletionStage<?> stage, Type type);

    /** Undoes one {@link #promise} whose message will not be sent. */
    void takeBackPromise(long id);

    /**
     * What the page means by {@code id}.
     *
     * @param path where the reference stands, for the message
     * @throws dev.valence.api.StaleReferenceException it is not, or no longer, held for this page
     */
    Held held(long id, String path);

    /** The Java object of a page function: of {@code type}, a functional interface, and a RemoteFunction. */
    Object function(WireValue.Callback callback, Type type);

    /** The id that this page has its own stream {@code object} by; null where it is none of this page's. */
    @Nullable
    Long streamId(Object object);

    /** A stream of the page: an InputStream or, where {@code type} is not one, a ReadableByteChannel. */
    Object stream(WireValue.Stream stream, Class<?> type);

    /** A future that the page settles; its value becomes a {@code type}. */
    CompletableFuture<@Nullable Object> future(long id, Type type);
}
