package dev.valence.bench;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import java.util.List;
import java.util.function.Function;

/** What pages call. The servers of the peers offer the same; see {@code bench/peers/service.mjs}. */
@Exposed
public final class Bench {
    /** Not final: to read it asks Java every time. */
    public int number = 42;

    public void nothing() {}

    public int add(int a, int b, int c) {
        return a + b + c;
    }

    /** Calls a function of the page and wants no answer. */
    public void callback(Runnable function) {
        function.run();
    }

    /** Calls a function of the page and returns what it returned: null unless the page marked it as callable. */
    public Object ask(Function<Integer, Object> function) {
        return function.apply(1);
    }

    public String text(String text) {
        return text;
    }

    public byte[] bytes(byte[] bytes) {
        return bytes;
    }

    /** The table as plain objects. */
    @Copy
    public List<Row> table() {
        return Row.TABLE;
    }

    /** The table as remote objects, whose components travel with them. */
    public List<Row> rows() {
        return Row.TABLE;
    }

    /** @param millis how long the call takes, of sleep */
    public void sleep(int millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** What {@code new} is measured with. */
    @Exposed
    public static final class Counter {
        private final int value;

        public Counter(int value) {
            this.value = value;
        }

        public int next() {
            return value + 1;
        }
    }
}
