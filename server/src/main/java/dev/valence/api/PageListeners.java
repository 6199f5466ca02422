package dev.valence.api;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ties the page listeners of one emitter to the life of their renderers.
 *
 * <p>The renderer keeps one registration per emitter that listens for it, and only while it does; the registration refers to
 * the emitter weakly, so a long-lived page does not keep short-lived emitters alive.
 */
final class PageListeners {
    private final EventEmitter emitter;
    private final Map<Renderer, Renderer.Registration> watched = new HashMap<>();

    PageListeners(EventEmitter emitter) {
        this.emitter = emitter;
    }

    /** The renderer that {@code listener} belongs to; null where it is a Java one. */
    static @Nullable Renderer ownerOf(EventEmitter.Listener listener) {
        return listener instanceof RemoteFunction function ? function.renderer() : null;
    }

    /** To be called when {@code listener} was added. */
    void watch(EventEmitter.Listener listener) {
        Renderer renderer = ownerOf(listener);
        if (renderer == null) {
            return;
        }
        synchronized (watched) {
            WeakReference<EventEmitter> weakEmitter = new WeakReference<>(emitter);
            if (watched.putIfAbsent(renderer, () -> {}) == null) {
                Renderer.Registration registration = renderer.onEnded(() -> dropListeners(weakEmitter, renderer));
                // A renderer that has ended already ran the action at once and took the entry away.
                watched.computeIfPresent(renderer, (key, placeholder) -> registration);
            }
        }
        // It may have ended while the listener was being added, and have looked for it too early.
        if (!renderer.isAlive()) {
            emitter.dropListenersOf(renderer);
        }
    }

    /** To be called when {@code listener} was removed. */
    void forget(EventEmitter.Listener listener) {
        Renderer renderer = ownerOf(listener);
        if (renderer == null) {
            return;
        }
        Renderer.Registration registration;
        synchronized (watched) {
            registration = emitter.hasListenerOf(renderer) ? null : watched.remove(renderer);
        }
        if (registration != null) {
            registration.close();
        }
    }

    private static void dropListeners(WeakReference<EventEmitter> weakEmitter, Renderer renderer) {
        EventEmitter emitter = weakEmitter.get();
        if (emitter != null) {
            emitter.dropListenersOf(renderer);
        }
    }
}
