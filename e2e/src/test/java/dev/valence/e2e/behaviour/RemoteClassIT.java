package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Companion;
import dev.valence.api.Exposed;
import dev.valence.api.Property;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Java classes as constructors of the page. */
class RemoteClassIT {
    @Exposed
    static class Shape {
        public static final String UNIT = "cm";
        public static int made = 0;

        private String label;

        public Shape(String label) {
            this.label = label;
            made++;
        }

        public Shape() {
            this("shape");
        }

        public static int corners() {
            return 3;
        }

        @Property
        public String getLabel() {
            return label;
        }

        public void setLabel(String label) {
            this.label = label;
        }

        public String describe() {
            return "a " + label;
        }

        /** A constructor in the page, hanging on the class. */
        @Exposed
        public static final class Corner {
            public final int degrees;

            public Corner(int degrees) {
                this.degrees = degrees;
            }
        }

        /** Not exposed, so not there. */
        public static final class Hidden {}
    }

    @Exposed("Kreis")
    static final class Circle extends Shape {
        public Circle(int radius) {
            super("circle of " + radius);
        }
    }

    @Exposed
    abstract static class Abstract {
        public String kind() {
            return "abstract";
        }
    }

    @Exposed
    static final class Session {
        private final String user;

        private Session(String user) {
            this.user = user;
        }

        @Property
        public String getUser() {
            return user;
        }
    }

    /** Makes sessions by what it has and no static state knows. */
    @Companion(Session.class)
    static final class Sessions {
        private final String suffix;

        Sessions(String suffix) {
            this.suffix = suffix;
        }

        @Companion.Constructor
        public Session open(@Nullable String user) {
            return new Session(Objects.requireNonNullElse(user, "guest") + suffix);
        }

        public int limit() {
            return 5;
        }
    }

    @Exposed
    static final class Shapes {
        public Shape plain() {
            return new Shape("plain");
        }

        public Class<? extends Shape> type() {
            return Circle.class;
        }

        public boolean isShape(Object value) {
            return value.getClass() == Shape.class;
        }

        public boolean isTheClass(Class<?> type) {
            return type == Shape.class;
        }

        public Abstract made() {
            return new Abstract() {};
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./Shape", Shape.class)
            .module("./Circle", Circle.class)
            .module("./Abstract", Abstract.class)
            .module("./Session", new Sessions("@here"))
            .module("./shapes", new Shapes()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("""
                for (const name of ['Shape', 'Circle', 'Abstract', 'Session', 'shapes']) globalThis[name] = remote.require('./' + name)""");
    }

    @Test
    void newRunsTheConstructorInJava(Page page) {
        assertThat(page.run(
                        "return [new Shape('square').describe(), new Shape().describe(), new Circle(2).describe()]"))
                .hasToString("[a square, a shape, a circle of 2]");
    }

    @Test
    void aClassThatIsCalledWithoutNewIsATypeError(Page page) {
        assertThat(said(page.fails("Shape('square')")))
                .isEqualTo("TypeError: Class constructor Shape cannot be invoked without 'new'");
    }

    @Test
    void instanceofHoldsAlongTheChain(Page page) {
        assertThat(page.run("""
                const circle = new Circle(1)
                return [circle instanceof Circle, circle instanceof Shape, new Shape() instanceof Circle, shapes.plain() instanceof Shape,
                  circle.constructor === Circle, Object.getPrototypeOf(Circle) === Shape, ({}) instanceof Shape]""")).hasToString("[true, true, false, true, true, true, false]");
    }

    @Test
    void aClassIsTheSameConstructorByWhateverWayItCame(Page page) {
        assertThat(
                        page.run(
                                "return [shapes.type() === Circle, Shape === remote.require('./Shape'), new Circle(1).constructor === shapes.type()]"))
                .hasToString("[true, true, true]");
    }

    @Test
    void aClassHasItsExposedName(Page page) {
        assertThat(page.run("return [Shape.name, Circle.name, typeof Shape, new Circle(1).constructor.name]"))
                .hasToString("[Shape, Kreis, function, Kreis]");
    }

    @Test
    void staticMembersHangOnTheClass(Page page) {
        assertThat(page.run("""
                const before = Shape.made
                new Shape()
                const after = Shape.made
                Shape.made = 40
                return [Shape.UNIT, Shape.corners(), after - before, Shape.made, remote.require('./Shape').made]""")).hasToString("[cm, 3, 1, 40, 40]");
    }

    @Test
    void aStaticConstantCannotBeWritten(Page page) {
        assertThat(page.fails("'use strict'; Shape.UNIT = 'inch'").name()).isEqualTo("TypeError");
    }

    @Test
    void aNestedExposedClassIsAConstructorOnItsClass(Page page) {
        assertThat(
                        page.run(
                                "const corner = new Shape.Corner(90); return [corner.degrees, corner instanceof Shape.Corner, 'Hidden' in Shape]"))
                .hasToString("[90, true, false]");
    }

    @Test
    void anObjectCanBeConstructedFromTheClassOfAnother(Page page) {
        assertThat(page.run("return new (shapes.plain().constructor)('sibling').describe()"))
                .isEqualTo("a sibling");
    }

    @Test
    void accessorsOfAClassReadAndWriteJava(Page page) {
        assertThat(page.run(
                        "const shape = new Shape('old'); shape.label = 'new'; return [shape.label, shape.describe()]"))
                .hasToString("[new, a new]");
    }

    @Test
    void whatHasNoPublicConstructorCannotBeConstructed(Page page) {
        assertThat(said(page.fails("new Abstract()"))).startsWith("TypeError: Abstract is not constructible");
        assertThat(said(page.fails("new shapes.plain()"))).isEqualTo("TypeError: plain is not a constructor");
        assertThat(page.run("return shapes.made() instanceof Abstract && shapes.made().kind()"))
                .isEqualTo("abstract");
    }

    @Test
    void aSubclassOfThePageHasBoth(Page page) {
        assertThat(page.run("""
                class Square extends Shape {
                  constructor() { super('square') }
                  area() { return `${this.describe()} of ${Shape.UNIT}²` }
                }
                const square = new Square()
                return [square.area(), square instanceof Square, square instanceof Shape, shapes.isShape(square)]""")).hasToString("[a square of cm², true, true, true]");
    }

    @Test
    void aClassComesBackAsItself(Page page) {
        assertThat(page.run("return shapes.isTheClass(Shape)")).isEqualTo(true);
    }

    @Test
    void aCompanionStandsBehindItsClass(Page page) {
        assertThat(page.run("""
                const session = new Session('ann')
                return [session.user, new Session().user, Session.limit(), session instanceof Session, session.constructor === Session]""")).hasToString("[ann@here, guest@here, 5, true, true]");
    }
}
