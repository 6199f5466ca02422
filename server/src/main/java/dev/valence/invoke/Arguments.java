package dev.valence.invoke;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** What a page gave to a call. Marshalling implements it; selection asks it. */
public interface Arguments {
    /** No arguments. */
    Arguments NONE = new Arguments() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public int needed() {
            return 0;
        }

        @Override
        public int fit(int index, Type type) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public Object convert(int index, Type type) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public String describe(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    };

    /** How many arguments there are. */
    int count();

    /** How many there are up to the last that is not {@code undefined}: those after it may as well be left out. */
    int needed();

    /**
     * How well argument {@code index} goes with {@code type}, at a first glance: 0 not at all, 1 as anything does, up to 10.
     * See {@code docs/values.md} for the table.
     */
    int fit(int index, Type type);

    /**
     * Argument {@code index} as {@code type}.
     *
     * @throws dev.valence.api.MarshalException it does not fit; the message has the path inside the argument
     */
    @Nullable
    Object convert(int index, Type type);

    /** What argument {@code index} is, in the words of JavaScript, for messages. */
    String describe(int index);
}
