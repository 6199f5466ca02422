package dev.valence.session;

import dev.valence.protocol.Work;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that is known when all answers are there to which it refers. Asked for by one thread after another, as turns are. */
final class LaterWork implements Work {
    private final CompletableFuture<Void> missing;
    private final Supplier<Work> known;
    private final Runnable dropped;
    private @Nullable Work work;

    /** @param dropped what is to be done where it is never run */
    LaterWork(CompletableFuture<Void> missing, Supplier<Work> known, Runnable dropped) {
        this.missing = missing;
        this.known = known;
        this.dropped = dropped;
    }

    @Override
    public @Nullable CompletableFuture<Void> missing() {
        return missing.isDone() ? null : missing;
    }

    @Override
    public Place place() {
        return work().place();
    }

    @Override
    public Object run() {
        return work().run();
    }

    @Override
    public void drop() {
        dropped.run();
    }

    private Work work() {
        Work found = work;
        if (found == null) {
            found = known.get();
            work = found;
        }
        return found;
    }
}
