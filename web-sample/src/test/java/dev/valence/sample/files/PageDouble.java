package dev.valence.sample.files;

import dev.valence.api.Backlog;
import dev.valence.api.CurrentRenderer;
import dev.valence.api.Renderer;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A page, as far as files know one: it calls, and it ends. */
final class PageDouble implements Renderer {
    private final List<Runnable> endings = new ArrayList<>();

    /** Does what {@code call} says as a call of this page. */
    <T> T calls(Supplier<T> call) {
        try (Registration unused = CurrentRenderer.enter(this)) {
            assert unused != null;
            return call.get();
        }
    }

    void end() {
        List<Runnable> due;
        synchronized (endings) {
            due = List.copyOf(endings);
            endings.clear();
        }
        due.forEach(Runnable::run);
    }

    int endingCount() {
        synchronized (endings) {
            return endings.size();
        }
    }

    @Override
    public Registration onEnded(Runnable action) {
        synchronized (endings) {
            endings.add(action);
        }
        return () -> {
            synchronized (endings) {
                endings.remove(action);
            }
        };
    }

    @Override
    public String id() {
        return "page";
    }

    @Override
    public String url() {
        return "http://127.0.0.1/";
    }

    @Override
    public Backlog backlog() {
        return new Backlog(0, 0);
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public CompletionStage<@Nullable Void> drained() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<String> origin() {
        return Optional.empty();
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.empty();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public boolean isHibernating() {
        return false;
    }
}
