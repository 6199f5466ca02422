package dev.valence.e2e.input;

import dev.valence.api.Exposed;
import java.util.List;

/** Takes and gives all kinds of things. */
@Exposed
public final class Clerk {
    @Exposed
    public static final class Form {
        public String title = "";

        public String describe() {
            return "form " + title;
        }
    }

    /** What pages may not see. */
    public static final class Secret {
        @Override
        public String toString() {
            return "secret";
        }
    }

    /** A shape for arguments. */
    public record Order(String name, List<Integer> numbers) {}

    public Form form() {
        return new Form();
    }

    public String stamp(Form form) {
        return form.describe();
    }

    public int add(int one, int other) {
        return one + other;
    }

    public String pick(String text) {
        return "text " + text;
    }

    public String pick(boolean flag) {
        return "flag " + flag;
    }

    public String order(Order order) {
        return order.name() + order.numbers();
    }

    public Object echo(Object value) {
        return value;
    }

    public Secret secret() {
        return new Secret();
    }

    public List<Object> secrets() {
        return List.of(1, List.of(new Secret()));
    }

    public String alive() {
        return "alive";
    }
}
