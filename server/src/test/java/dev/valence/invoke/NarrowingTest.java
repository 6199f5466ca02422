package dev.valence.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.MarshalException;
import dev.valence.api.NoMatchException;
import dev.valence.api.NoSuchMemberException;
import dev.valence.api.Property;
import dev.valence.invoke.ExposureTest.Reader;
import dev.valence.invoke.ExposureTest.Shown;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a subclass hides, and what a declared type narrows. */
class NarrowingTest {
    private final TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
    private final Invoker invoker = new Invoker(catalog);

    private View viewOf(Object object) {
        return catalog.viewOf(object, Object.class, "origin");
    }

    private Object call(Object target, String name, Object... arguments) {
        return invoker.call(target, viewOf(target), name, Given.of(arguments)).value();
    }

    @Exposed
    public static class Archive implements Reader {
        @Override
        public String read() {
            return "archive";
        }

        @Override
        public void hiddenBelow() {}

        public String delete() {
            return "deleted";
        }

        public String delete(int index) {
            return "deleted " + index;
        }

        @Property
        public String getSecret() {
            return "archive";
        }

        public void setSecret(String secret) {}
    }

    @Exposed
    public static class Locked extends Archive {
        @Hidden
        @Override
        public String delete() {
            return "must not run";
        }

        @Hidden
        @Override
        public String getSecret() {
            return "must not be read";
        }
    }

    /** Exposes nothing of its own, and so is shown as an Archive. */
    public static class Sealed extends Archive {
        @Hidden
        @Override
        public String delete() {
            return "must not run";
        }

        @Hidden
        @Override
        public String read() {
            return "must not run";
        }

        @Hidden
        @Override
        public void setSecret(String secret) {}
    }

    @Exposed
    public static class Opened extends Sealed {
        @Override
        public String delete() {
            return "may run";
        }
    }

    @Exposed
    public static class Generic<T> {
        public String put(T value) {
            return "generic " + value;
        }
    }

    @Exposed
    public static class OfTexts extends Generic<String> {
        @Hidden
        @Override
        public String put(String value) {
            return "must not run";
        }
    }

    @Test
    void aHiddenOverrideHidesWhatItOverrides() {
        assertThatThrownBy(() -> call(new Locked(), "delete"))
                .isInstanceOf(NoMatchException.class)
                .hasMessageNotContaining("delete()");
        assertThat(call(new Locked(), "delete", 1)).isEqualTo("deleted 1");
        assertThatThrownBy(() -> invoker.get(new Locked(), viewOf(new Locked()), "secret"))
                .isInstanceOf(NoSuchMemberException.class);
        assertThatThrownBy(() -> call(new OfTexts(), "put", "x")).isInstanceOf(NoSuchMemberException.class);
        assertThat(call(new Archive(), "delete")).isEqualTo("deleted");
    }

    @Test
    void aHiddenOverrideOfAClassThatIsNotExposedHidesItToo() {
        Sealed sealed = new Sealed();
        View narrow = catalog.viewOf(sealed, Reader.class, "origin");

        assertThat(call(sealed, "delete", 1)).isEqualTo("deleted 1");
        assertThatThrownBy(() -> call(sealed, "delete")).isInstanceOf(NoMatchException.class);
        assertThatThrownBy(() -> call(sealed, "read")).isInstanceOf(NoSuchMemberException.class);
        assertThatThrownBy(() -> invoker.call(sealed, narrow, "read", Given.of()))
                .isInstanceOf(NoSuchMemberException.class);
        assertThat(invoker.get(sealed, viewOf(sealed), "secret").value()).isEqualTo("archive");
        assertThatThrownBy(() -> invoker.set(sealed, viewOf(sealed), "secret", Given.of("x")))
                .isInstanceOf(NoSuchMemberException.class);
    }

    @Test
    void anOverrideBelowAHiddenOneIsSeenAgain() {
        assertThat(call(new Opened(), "delete")).isEqualTo("may run");
        assertThatThrownBy(() -> call(new Opened(), "read")).isInstanceOf(NoSuchMemberException.class);
    }

    /** Declared types, by the names of fields. */
    @SuppressWarnings("unused")
    private static final class Types {
        Map<String, Reader> readers;
        java.util.TreeMap<String, ? extends Reader> sorted;
    }

    @Test
    void theDeclaredTypeOfItsValuesNarrowsThem() throws Exception {
        Map<String, Object> map = Map.of("a", new Shown());
        for (String field : List.of("readers", "sorted")) {
            View view = catalog.viewOf(map, Types.class.getDeclaredField(field).getGenericType(), "origin");

            assertThat(view).isEqualTo(new MapView(Reader.class));
            assertThat(invoker.get(map, view, "a").type()).isEqualTo(Reader.class);
        }
    }

    @Test
    void aMapOfOtherKeysThatLooksUpNoTextSaysSo() {
        Map<Object, Object> numbers = new java.util.TreeMap<>(Map.of(1, 2));

        assertThatThrownBy(() -> invoker.get(numbers, new MapView(Object.class), "a"))
                .isInstanceOf(MarshalException.class)
                .hasMessageStartingWith("a: the map does not look up such a key")
                .hasCauseInstanceOf(ClassCastException.class);
    }
}
