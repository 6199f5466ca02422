package dev.valence.electron;

import dev.valence.api.Backlog;
import dev.valence.api.Renderer;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A document that only has an identity. */
final class ScriptedRenderer implements Renderer {
    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public String url() {
        return "http://localhost/";
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

    @Override
    public Registration onEnded(Runnable action) {
        return () -> {};
    }
}
