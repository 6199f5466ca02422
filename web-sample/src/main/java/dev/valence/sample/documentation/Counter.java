package dev.valence.sample.documentation;

import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.Property;

/** Module {@code ./counter}, a class: a page creates as many as it likes. */
@Exposed
public final class Counter {
    private int value;

    public Counter(int start) {
        value = start;
    }

    /** A property with a setter: the page writes it as any other. */
    @Property
    public int getValue() {
        return value;
    }

    public void setValue(int value) {
        this.value = value;
    }

    public int add(int number) {
        value += number;
        return value;
    }

    /** Public in Java, and still no business of pages. */
    @Hidden
    public void reset() {
        value = 0;
    }

    /** Another object of this class comes home as itself, not as a copy. */
    public boolean isSame(Counter other) {
        return this == other;
    }
}
