package dev.valence.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Java functional interfaces as functions, and functions as implementations of them. */
class FunctionalInterfacesTest {
    private final List<String> calls = new ArrayList<>();

    /** What every implementation shares, with a parent, as the function of a page has. */
    interface Named {
        String name();
    }

    interface Owned extends Named {
        long id();
    }

    @SuppressWarnings("unused")
    private static final class Types {
        Function<String, CompletionStage<Integer>> later;
        Function<String, ? extends Number> number;
        Supplier<List<String>> texts;
    }

    interface Varargs {
        void handle(Object... arguments);
    }

    private final Owned shared = new Owned() {
        @Override
        public long id() {
            return 7;
        }

        @Override
        public String name() {
            return "shared";
        }

        @Override
        public String toString() {
            return "page function x.js:1:2";
        }
    };

    private Object implement(Type type) {
        return FunctionalInterfaces.implement(type, Owned.class, shared, (arguments, result) -> {
            calls.add(Arrays.toString(arguments) + " → " + result.getTypeName());
            return null;
        });
    }

    private static Type typeOf(String field) throws NoSuchFieldException {
        return Types.class.getDeclaredField(field).getGenericType();
    }

    @Test
    void oneAbstractMethodMakesAnInterfaceFunctional() {
        assertThat(FunctionalInterfaces.isFunctional(Runnable.class)).isTrue();
        assertThat(FunctionalInterfaces.isFunctional(Comparator.class))
                .as("equals does not count")
                .isTrue();
        assertThat(FunctionalInterfaces.isFunctional(List.class)).isFalse();
        assertThat(FunctionalInterfaces.isFunctional(java.io.Serializable.class))
                .isFalse();
        assertThat(FunctionalInterfaces.isFunctional(Object.class)).isFalse();
    }

    @Test
    void lambdasAndMethodReferencesAreTold() {
        Runnable lambda = () -> {};
        Supplier<String> reference = shared::name;

        assertThat(FunctionalInterfaces.isLambda(lambda)).isTrue();
        assertThat(FunctionalInterfaces.isLambda(reference)).isTrue();
        assertThat(FunctionalInterfaces.isLambda(shared)).isFalse();
        assertThat(FunctionalInterfaces.isLambda("text")).isFalse();
    }

    @Test
    @SuppressWarnings({"unchecked", "ReturnValueIgnored"}) // what counts is how the body was called
    void theResultTypeIsThatOfTheDeclaration() throws Exception {
        ((Function<String, ?>) implement(typeOf("later"))).apply("a");
        ((Function<String, ?>) implement(typeOf("number"))).apply("b");
        ((Supplier<?>) implement(typeOf("texts"))).get();
        ((Runnable) implement(Runnable.class)).run();
        ((Function<String, ?>) implement(Function.class)).apply("raw");

        assertThat(calls)
                .containsExactly(
                        "[a] → java.util.concurrent.CompletionStage<java.lang.Integer>",
                        "[b] → java.lang.Number",
                        "[] → java.util.List<java.lang.String>",
                        "[] → void",
                        "[raw] → java.lang.Object");
    }

    @Test
    void varargsAreArgumentsOneByOne() {
        ((Varargs) implement(Varargs.class)).handle("a", 1);
        ((Varargs) implement(Varargs.class)).handle();

        assertThat(calls).containsExactly("[a, 1] → void", "[] → void");
    }

    @Test
    void defaultMethodsAreThoseOfTheInterface() {
        @SuppressWarnings("unchecked")
        Comparator<String> comparator = (Comparator<String>) FunctionalInterfaces.implement(
                Comparator.class, (arguments, result) -> ((String) arguments[0]).compareTo((String) arguments[1]));
        @SuppressWarnings("unchecked")
        Predicate<String> predicate =
                (Predicate<String>) FunctionalInterfaces.implement(Predicate.class, (arguments, result) -> true);

        assertThat(comparator.reversed().compare("a", "b")).isPositive();
        assertThat(predicate.negate().test("x")).isFalse();
    }

    @Test
    void whatIsSharedGoesToTheDelegateAlsoWhereAParentDeclaresIt() {
        Object function = implement(Runnable.class);

        assertThat(((Owned) function).id()).isEqualTo(7);
        assertThat(((Named) function).name()).isEqualTo("shared");
        assertThat(calls).isEmpty();
    }

    @Test
    @SuppressWarnings("SelfAssertion") // equals of a proxy is written by hand
    void anImplementationIsEqualToItselfOnly() {
        Object one = implement(Runnable.class);
        Object other = implement(Runnable.class);

        assertThat(one).isEqualTo(one).isNotEqualTo(other).hasToString("page function x.js:1:2");
        assertThat(one.hashCode()).isEqualTo(one.hashCode());
        assertThat(calls).as("none of these is a call of the function").isEmpty();
    }

    @Test
    void whatTheBodyThrowsComesOutAsItIs() {
        Callable<?> callable = (Callable<?>) FunctionalInterfaces.implement(Callable.class, (arguments, result) -> {
            throw new IOException("as it is");
        });

        assertThatThrownBy(callable::call).isInstanceOf(IOException.class).hasMessage("as it is");
    }

    @Test
    void aViewHasTheLengthOfItsMethod() throws Exception {
        assertThat(FunctionView.of(typeOf("later")).length()).isEqualTo(1);
        assertThat(FunctionView.of(Runnable.class).length()).isZero();
        assertThat(FunctionView.of(Varargs.class).length()).isZero();
        assertThat(FunctionView.of(Runnable.class)).isEqualTo(FunctionView.of(Runnable.class));
    }

    /** Says in its own words what it takes and gives. */
    interface Lister<T> {
        List<T> list();
    }

    interface TextLister extends Lister<String> {}

    @Test
    void aTypeOfAnotherClassLoaderIsImplemented() {
        assertThat(FunctionalInterfaces.implement(java.sql.DriverAction.class, (given, result) -> null))
                .as("of the platform loader, which does not see Valence")
                .isInstanceOf(java.sql.DriverAction.class);
    }

    @Test
    void whatIsAboveAnInterfaceIsTold() throws Exception {
        List<Type> results = new ArrayList<>();
        TextLister lister = (TextLister) FunctionalInterfaces.implement(TextLister.class, (given, result) -> {
            results.add(result);
            return List.of();
        });

        assertThat(lister.list()).isEmpty();
        assertThat(results)
                .containsExactly(
                        Generics.argument(Types.class.getDeclaredField("texts").getGenericType(), 0));
    }
}
