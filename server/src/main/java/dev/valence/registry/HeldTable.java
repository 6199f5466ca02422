package dev.valence.registry;

import dev.valence.registry.ObjectRegistry.Held;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of what one owner holds, found by a hash that the caller knows: open addressing, so that an object costs one slot here and no
 * node, no boxed id and no key. A page may hold 40 000 rows of a table, and there are a thousand pages.
 */
final class HeldTable {
    /** How what is held is found again. */
    interface Hash {
        int of(HeldObject held);
    }

    /** A power of two, as every length of {@link #slots}. */
    private static final int SMALLEST = 8;

    private final Hash hash;
    private @Nullable HeldObject[] slots = new HeldObject[SMALLEST];
    private int size;

    HeldTable(Hash hash) {
        this.hash = hash;
    }

    int size() {
        return size;
    }

    /** The place where the search for {@code hash} begins. */
    int first(int hashed) {
        return hashed & (slots.length - 1);
    }

    int next(int place) {
        return (place + 1) & (slots.length - 1);
    }

    /** What is at a place; null where a search ends. */
    @Nullable
    HeldObject at(int place) {
        return slots[place];
    }

    /** All of it, in no order. */
    List<Held> all() {
        List<Held> all = new ArrayList<>(size);
        for (HeldObject each : slots) {
            if (each != null) {
                all.add(each);
            }
        }
        return all;
    }

    void add(HeldObject held) {
        if ((size + 1) * 3L > slots.length * 2L) {
            resize(slots.length * 2);
        }
        put(held);
        size++;
    }

    /** Takes out {@code held}, which is in. What follows it moves up, so that a search for it still finds it. */
    void remove(HeldObject held) {
        int free = first(hash.of(held));
        while (slots[free] != held) {
            free = next(free);
        }
        HeldObject follower;
        for (int place = next(free); (follower = slots[place]) != null; place = next(place)) {
            int home = first(hash.of(follower));
            boolean mayMove = ((place - home) & (slots.length - 1)) >= ((place - free) & (slots.length - 1));
            if (mayMove) {
                slots[free] = follower;
                free = place;
            }
        }
        slots[free] = null;
        size--;
        if (slots.length > SMALLEST && size * 8L < slots.length) {
            resize(slots.length / 2);
        }
    }

    private void resize(int length) {
        @Nullable HeldObject[] old = slots;
        slots = new HeldObject[length];
        for (HeldObject each : old) {
            if (each != null) {
                put(each);
            }
        }
    }

    private void put(HeldObject held) {
        int place = first(hash.of(held));
        while (slots[place] != null) {
            place = next(place);
        }
        slots[place] = held;
    }
}
