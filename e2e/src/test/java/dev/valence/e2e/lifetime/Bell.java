package dev.valence.e2e.lifetime;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.RemoteFunction;
import dev.valence.api.Renderer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the pages of these tests hold on to: counts calls, rings its listeners, and knows who was there and when they ended. */
@Exposed
public final class Bell extends EventEmitter {
    final List<Renderer> visitors = new CopyOnWriteArrayList<>();

    /** When each ended, by {@code System.nanoTime}. */
    final Map<Renderer, Long> ends = new ConcurrentHashMap<>();

    private final AtomicInteger calls = new AtomicInteger();
    volatile @Nullable RemoteFunction kept;

    /** Begins a visit of the page that calls. */
    public void enter() {
        Renderer visitor = Renderer.current().orElseThrow();
        visitors.add(visitor);
        visitor.onEnded(() -> ends.put(visitor, System.nanoTime()));
    }

    public int next() {
        return calls.incrementAndGet();
    }

    public void keep(RemoteFunction function) {
        kept = function;
    }

    /** The page that entered last. */
    Renderer visitor() {
        return visitors.get(visitors.size() - 1);
    }

    void renew() {
        removeAllListeners(null);
        visitors.clear();
        ends.clear();
        calls.set(0);
        kept = null;
    }
}
