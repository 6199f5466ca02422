package dev.valence.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Companion;
import dev.valence.api.Concurrent;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.NoSuchMemberException;
import dev.valence.api.Property;
import dev.valence.invoke.Member.PropertyMember;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Methods, properties, constants, statics, constructors and companions. */
class MembersTest {
    private final TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
    private final Invoker invoker = new Invoker(catalog);

    @Exposed
    public record Point(int x, int y, List<String> labels) {
        public int sum() {
            return x + y;
        }

        public static Point origin() {
            return new Point(0, 0, List.of());
        }
    }

    @Exposed
    public static class Lamp {
        public static final String MAKER = "valence";
        public static int made;

        @Hidden
        public static final int SECRET = 1;

        public final int watts = 60;
        public String label = "desk";
        private boolean on;
        private String shade = "none";

        public Lamp() {
            made++;
        }

        public Lamp(String label) {
            this();
            this.label = label;
        }

        @Hidden
        public Lamp(int forbidden) {}

        Lamp(double internal) {}

        @Property
        public boolean isOn() {
            return on;
        }

        public void setOn(boolean on) {
            this.on = on;
        }

        @Property("cover")
        public String getShade() {
            return shade;
        }

        public void setCover(String cover) {
            if (cover.isEmpty()) {
                throw new IllegalArgumentException("no cover");
            }
            shade = cover;
        }

        @Property
        public int getAge() {
            return 3;
        }

        public String getPlain() {
            return "a method";
        }

        public static int count() {
            return made;
        }

        /** Hangs on its class. */
        @Exposed
        public static final class Bulb {
            public String kind() {
                return "bulb";
            }
        }

        /** Not exposed. */
        public static final class Wire {}
    }

    @Exposed
    public abstract static class Shape {}

    @Exposed
    public static final class Window {
        final String title;

        private Window(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** Makes windows with what they need. */
    @Companion(Window.class)
    public static final class Windows {
        private final String prefix;

        Windows(String prefix) {
            this.prefix = prefix;
        }

        @Companion.Constructor
        public Window create(String title) {
            return new Window(prefix + title);
        }

        public List<String> all() {
            return List.of(prefix);
        }
    }

    @Exposed
    @Concurrent
    public static class Parallel {}

    @Exposed
    public static final class MoreParallel extends Parallel {}

    private Object get(Object target, String name) {
        return invoker.get(target, view(target), name).value();
    }

    private void set(Object target, String name, Object value) {
        invoker.set(target, view(target), name, Given.of(value));
    }

    private View view(Object target) {
        return catalog.viewOf(target, Object.class, "origin");
    }

    private PropertyMember property(Class<?> type, String name) {
        return (PropertyMember) catalog.typeOf(type).member(name).orElseThrow();
    }

    @Test
    void theComponentsOfARecordAreItsOwnAndConstantWhereTheyAreImmutable() {
        Point point = new Point(1, 2, List.of());

        assertThat(catalog.typeOf(Point.class).own().keySet()).containsExactly("x", "y", "labels");
        assertThat(get(point, "x")).isEqualTo(1);
        assertThat(property(Point.class, "x").isConstant()).isTrue();
        assertThat(property(Point.class, "labels").isConstant()).isFalse();
        assertThat(property(Point.class, "x").setter()).isNull();
        assertThatThrownBy(() -> set(point, "x", 5)).hasMessage("'Point.x' cannot be written");
        assertThatThrownBy(() -> invoker.call(point, view(point), "x", Given.of()))
                .hasMessage("'Point.x' is no method: read it");
        assertThat(invoker.call(point, view(point), "sum", Given.of()).value()).isEqualTo(3);
    }

    @Test
    void fieldsAreProperties() {
        Lamp lamp = new Lamp();
        set(lamp, "label", "hall");

        assertThat(lamp.label).isEqualTo("hall");
        assertThat(get(lamp, "watts")).isEqualTo(60);
        assertThat(property(Lamp.class, "watts").isConstant())
                .as("final, of an immutable type")
                .isTrue();
        assertThatThrownBy(() -> set(lamp, "watts", 1)).isInstanceOf(NoSuchMemberException.class);
    }

    @Test
    void gettersMarkedPropertyAreAccessorsWithTheirSetters() {
        Lamp lamp = new Lamp();
        assertThat(get(lamp, "on")).isEqualTo(false);
        set(lamp, "on", true);
        assertThat(get(lamp, "on")).isEqualTo(true);
        set(lamp, "cover", "silk");
        assertThat(get(lamp, "cover")).isEqualTo("silk");

        assertThatThrownBy(() -> set(lamp, "age", 4)).hasMessage("'Lamp.age' cannot be written");
        assertThat(catalog.typeOf(Lamp.class).members().keySet())
                .as("neither getters nor setters are methods then")
                .containsExactly("age", "cover", "getPlain", "on");
        assertThatThrownBy(() -> get(lamp, "getPlain")).hasMessage("'Lamp.getPlain' is a method: call it");
    }

    @Test
    void whatASetterThrowsIsTheApplications() {
        assertThatThrownBy(() -> set(new Lamp(), "cover", ""))
                .isInstanceOfSatisfying(
                        CalleeException.class,
                        thrown -> assertThat(thrown.thrown())
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessage("no cover"));
    }

    @Test
    void staticsAndNestedClassesHangOnTheClass() {
        View lamps = view(Lamp.class);

        assertThat(catalog.classOf(Lamp.class).statics().keySet()).containsExactly("Bulb", "MAKER", "count", "made");
        assertThat(invoker.get(Lamp.class, lamps, "MAKER").value()).isEqualTo("valence");
        assertThat(invoker.get(Lamp.class, lamps, "Bulb").value()).isEqualTo(Lamp.Bulb.class);
        invoker.set(Lamp.class, lamps, "made", Given.of(7));
        assertThat(invoker.call(Lamp.class, lamps, "count", Given.of()).value()).isEqualTo(7);
        assertThatThrownBy(() -> get(new Lamp(), "MAKER"))
                .as("not on its objects")
                .isInstanceOf(NoSuchMemberException.class);
    }

    @Test
    void publicConstructorsAreConstructors() {
        Lamp made = (Lamp) invoker.construct(view(Lamp.class), Given.of("new")).value();

        assertThat(made.label).isEqualTo("new");
        assertThat(catalog.classOf(Lamp.class).constructors()).hasSize(2);
        assertThat(catalog.classOf(Shape.class).isConstructible()).isFalse();
        assertThatThrownBy(() -> invoker.construct(view(Shape.class), Given.of()))
                .hasMessage("Shape has no constructor that pages may call");
    }

    @Test
    void aCompanionStandsBehindItsClass() {
        Windows windows = new Windows("main: ");
        catalog.addCompanion(windows);
        ClassView shown = (ClassView) view(windows);

        assertThat(shown.instances().name()).isEqualTo("Window");
        assertThat(shown.statics().keySet()).containsExactly("all");
        assertThat(((Window) invoker.construct(shown, Given.of("one")).value()).title())
                .isEqualTo("main: one");
        assertThat(invoker.call(windows, shown, "all", Given.of()).value()).isEqualTo(List.of("main: "));
        assertThat(catalog.classOf(Window.class))
                .as("the class itself is the same view")
                .isSameAs(shown);
    }

    @Test
    void aSubclassOfAConcurrentTypeIsConcurrent() {
        assertThat(Invoker.isConcurrent(view(new MoreParallel()))).isTrue();
        assertThat(Invoker.isConcurrent(view(Parallel.class))).isTrue();
        assertThat(Invoker.isConcurrent(view(new Lamp()))).isFalse();
    }
}
