package dev.valence.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.NoSuchMemberException;
import dev.valence.api.NotExposedException;
import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages see of a type, and what they never see. */
class ExposureTest {
    private final TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of(StringJoiner.class)));
    private final Invoker invoker = new Invoker(catalog);

    @Exposed
    public interface Reader {
        String read();

        default String twice() {
            return read() + read();
        }

        void hiddenBelow();
    }

    /** Not exposed. */
    public interface Writer {
        void write();
    }

    @Exposed
    public static class Base {
        public String inherited() {
            return "base";
        }

        public String overridden() {
            return "base";
        }

        public String hidden = "no";
    }

    @Exposed("Document")
    public static class Shown extends Base implements Reader, Writer {
        public int field = 1;
        protected int protectedField = 2;
        int packageField = 3;

        @Hidden
        public int hiddenField = 4;

        @Override
        public String read() {
            return "read";
        }

        @Override
        public void write() {}

        @Override
        public String overridden() {
            return "shown";
        }

        @Hidden
        @Override
        public void hiddenBelow() {}

        protected void protectedMethod() {}

        void packageMethod() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Shown;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String toString() {
            return "a document";
        }
    }

    /** Exposes nothing of its own. */
    public static class Plain extends Shown {
        public String more() {
            return "more";
        }
    }

    static final class OnlyReader implements Reader {
        @Override
        public String read() {
            return "r";
        }

        @Override
        public void hiddenBelow() {}

        public void more() {}
    }

    @Exposed
    @Hidden
    public static final class ExposedAndHidden {}

    @Exposed
    public static final class Spy extends Thread {}

    private View viewOf(Object object) {
        return catalog.viewOf(object, Object.class, "origin");
    }

    private Object call(Object target, String name, Object... arguments) {
        return invoker.call(target, viewOf(target), name, Given.of(arguments)).value();
    }

    @Test
    void publicMembersOfAnExposedTypeAreSeen() {
        ExposedType type = (ExposedType) viewOf(new Shown());

        assertThat(type.name()).isEqualTo("Document");
        assertThat(type.members().keySet()).containsExactly("overridden", "read", "toString", "twice", "write");
        assertThat(type.own().keySet()).containsExactly("field");
    }

    @Test
    void whatAnExposedSuperclassDeclaresIsSeen() {
        assertThat(call(new Shown(), "inherited")).isEqualTo("base");
        assertThat(call(new Shown(), "overridden")).isEqualTo("shown");
        assertThat(invoker.get(new Shown(), viewOf(new Shown()), "hidden").value())
                .isEqualTo("no");
    }

    @Test
    void aClassThatIsNotExposedShowsItsNearestExposedSuperclass() {
        assertThat(((ExposedType) viewOf(new Plain())).name()).isEqualTo("Document");
        assertThatThrownBy(() -> call(new Plain(), "more")).isInstanceOf(NoSuchMemberException.class);
    }

    @Test
    void aClassThatIsNotExposedShowsItsExposedInterface() {
        assertThat(call(new OnlyReader(), "twice")).isEqualTo("rr");
        assertThatThrownBy(() -> call(new OnlyReader(), "more")).isInstanceOf(NoSuchMemberException.class);
    }

    @Test
    void aDeclaredInterfaceNarrows() {
        View narrow = catalog.viewOf(new Shown(), Reader.class, "origin");

        assertThat(((ExposedType) narrow).name()).isEqualTo("Reader");
        assertThatThrownBy(() -> invoker.call(new Shown(), narrow, "write", Given.of()))
                .hasMessage("'Reader' has no member 'write'. It has read, twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hiddenField",
                "hiddenBelow",
                "protectedField",
                "packageField",
                "protectedMethod",
                "packageMethod",
                "getClass",
                "hashCode",
                "equals",
                "notify",
                "notifyAll",
                "wait",
                "clone",
                "finalize",
                "class",
                "constructor",
                "__proto__",
                "<init>",
                ""
            })
    void nothingElseIs(String name) {
        Shown shown = new Shown();

        assertThatThrownBy(() -> invoker.get(shown, viewOf(shown), name)).isInstanceOf(NoSuchMemberException.class);
        assertThatThrownBy(() -> invoker.call(shown, viewOf(shown), name, Given.of()))
                .isInstanceOf(NoSuchMemberException.class);
        assertThatThrownBy(() -> invoker.set(shown, viewOf(shown), name, Given.of(1)))
                .isInstanceOf(NoSuchMemberException.class);
    }

    @Test
    void toStringIsSeenWhereAClassDeclaresIt() {
        assertThat(call(new Shown(), "toString")).isEqualTo("a document");
    }

    @Test
    void anAdmittedTypeIsSeenThoughItHasNoAnnotation() {
        StringJoiner joiner = new StringJoiner("-");
        View view = viewOf(joiner);

        assertThat(((ExposedType) view).name()).isEqualTo("StringJoiner");
        assertThat(invoker.call(joiner, view, "length", Given.of()).value()).isEqualTo(0);
    }

    static Stream<Object> untouchable() throws Exception {
        Method method = Object.class.getMethod("toString");
        return Stream.of(
                Object.class,
                String.class,
                Thread.currentThread(),
                new Spy(),
                ClassLoader.getSystemClassLoader(),
                Runtime.getRuntime(),
                ProcessHandle.current(),
                ExposureTest.class.getModule(),
                method,
                MethodHandles.lookup(),
                MethodHandles.lookup().unreflect(method),
                new Object(),
                new File("."),
                new ExposedAndHidden());
    }

    @ParameterizedTest
    @MethodSource("untouchable")
    void whatReachesTheWholeProcessIsNeverSeen(Object object) {
        assertThatThrownBy(() -> viewOf(object)).isInstanceOf(NotExposedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Object.class,
                Class.class,
                ClassLoader.class,
                Thread.class,
                Runtime.class,
                System.class,
                ProcessBuilder.class,
                Method.class,
                MethodHandles.Lookup.class,
                Module.class,
                Spy.class
            })
    void noBuilderCanAdmitIt(Class<?> type) {
        assertThatThrownBy(() -> new ExposurePolicy(Set.of(type)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(type.getName() + " cannot be exposed: it reaches the whole process");
    }

    @Test
    void aMapIsAnObjectOfItsKeys() {
        assertThat(viewOf(Map.of("a", 1))).isEqualTo(new MapView(Object.class));
        assertThat(invoker.get(Map.of("a", 1), new MapView(Object.class), "a").value())
                .isEqualTo(1);
        assertThatThrownBy(() -> invoker.call(Map.of("a", 1), new MapView(Object.class), "gone", Given.of()))
                .isInstanceOf(NoSuchMemberException.class)
                .hasMessage("there is no 'gone' any more. There are [a]");
    }
}
