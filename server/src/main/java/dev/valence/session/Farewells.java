package dev.valence.session;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pages that have said goodbye. A page that is left says it by both doors, and what it had sent by the other one before may come later: it
 * must not open the session again, which nobody would end. Safe for any thread.
 */
final class Farewells {
    /** Pages that are remembered; of what was sent before a goodbye nothing comes after that of a thousand others. */
    private static final int PAGES = 1_000;

    private final Map<String, Boolean> renderers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > PAGES;
        }
    };

    synchronized void add(String renderer) {
        renderers.put(renderer, true);
    }

    synchronized boolean has(String renderer) {
        return renderers.containsKey(renderer);
    }
}
