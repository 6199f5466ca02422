package dev.valence.e2e.faults;

import dev.valence.e2e.faults.FrameCursor.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What happens to one connection, once.
 *
 * @param kind how it breaks
 * @param place where in a frame
 * @param ofPage whether in a frame of the page's, or of Java's
 */
record Fault(Kind kind, Place place, boolean ofPage) {
    /** How a connection breaks. */
    enum Kind {
        /** Both ends are told that it is broken. */
        RESET,
        /** Both ends are told that the other one has said all: in the middle of a frame that one is truncated. */
        END,
        /** Nobody is told anything: it swallows what both ends send, for {@link FaultProxy#HALF_OPEN_MILLIS}. */
        HALF_OPEN
    }

    /** Every kind at every place of both directions, once, in an order of chance. */
    static List<Fault> deck(RandomGenerator chance) {
        List<Fault> deck = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Place place : Place.values()) {
                deck.add(new Fault(kind, place, true));
                deck.add(new Fault(kind, place, false));
            }
        }
        for (int i = deck.size() - 1; i > 0; i--) {
            Collections.swap(deck, i, chance.nextInt(i + 1));
        }
        return deck;
    }

    @Override
    public String toString() {
        return kind + " at " + place + " of " + (ofPage ? "the page" : "Java");
    }
}
