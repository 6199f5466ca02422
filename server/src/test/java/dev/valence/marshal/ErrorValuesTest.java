package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.LimitException;
import dev.valence.api.NotExposedException;
import dev.valence.api.Property;
import dev.valence.api.StaleReferenceException;
import dev.valence.invoke.ExposurePolicy;
import dev.valence.invoke.TypeCatalog;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors as values, both ways. */
class ErrorValuesTest {
    private final Crossing crossing = new Crossing();

    @Exposed
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        public final String code = "E_REFUSED";
        public final int attempts = 3;

        Refused(String message) {
            super(message);
        }

        @Property
        public String getReason() {
            return "closed";
        }

        @Property
        public String getBroken() {
            throw new IllegalStateException("broken getter");
        }
    }

    @Test
    void anErrorHasItsNameMessageAndCausesAndNoStack() {
        Throwable error = new IllegalStateException("outer", new IllegalArgumentException("inner"));

        assertThat(crossing.toWire(error)).isEqualTo("""
                {"$":"error","name":"IllegalStateException","message":"outer",\
                "cause":{"$":"error","name":"IllegalArgumentException","message":"inner"}}""");
        assertThat(crossing.toWire(new UnsupportedOperationException())).isEqualTo("""
                {"$":"error","name":"UnsupportedOperationException","message":""}""");
    }

    @Test
    void theStackLeavesInDevelopmentOnly() {
        ErrorValues open = new ErrorValues(new TypeCatalog(new ExposurePolicy(Set.of())), true);

        assertThat(open.marshal(new IllegalStateException("x")).stack())
                .startsWith("java.lang.IllegalStateException: x")
                .contains("ErrorValuesTest");
    }

    @Test
    void propertiesThatItsClassExposesCrossAndABrokenOneIsUndefined() {
        assertThat((Object) Crossing.json(crossing.toWire(new Refused("no")))).isEqualTo(Crossing.json("""
                {"$":"error","name":"Refused","message":"no","code":"E_REFUSED",
                 "members":{"attempts":3,"reason":"closed","broken":{"$":"undefined"}}}"""));
    }

    @Test
    void aChainOfCausesThatIsACycleEnds() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);

        assertThat(crossing.toWire(one)).hasSizeLessThan(2000);
    }

    static Stream<Arguments> ownErrors() {
        return Stream.of(
                arguments(new StaleReferenceException("m"), "StaleReferenceError"),
                arguments(new NotExposedException("m"), "NotExposedError"),
                arguments(new LimitException("m"), "LimitError"));
    }

    @ParameterizedTest
    @MethodSource("ownErrors")
    void errorsOfValenceHaveTheNamesOfTheClient(Throwable error, String name) {
        assertThat(crossing.toWire(error)).isEqualTo("""
                {"$":"error","name":"%s","message":"m"}""".formatted(name));
    }

    @Test
    void anErrorOfThePageReachesJavaWhole() {
        JavaScriptException error = (JavaScriptException) crossing.toJava("""
                {"$":"error","name":"RangeError","message":"far","stack":"s","code":"E","cause":
                 {"$":"error","name":"Error","message":"why"},"members":{"a":{"$":"undefined"},"b":[1]}}""");

        assertThat(error.name()).isEqualTo("RangeError");
        assertThat(error).hasMessage("far");
        assertThat(error.javaScriptStack()).isEqualTo("s");
        assertThat(error.getCause()).isInstanceOf(JavaScriptException.class).hasMessage("why");
        assertThat(error.members()).containsEntry("code", "E").containsKey("a").containsKey("b");
        assertThat(error.reason()).isSameAs(error);
    }

    @Test
    void anErrorOfThePageGoesHomeAsItCame() {
        String wire = """
                {"$":"error","name":"RangeError","message":"far","stack":"s","code":"E",\
                "cause":{"$":"error","name":"Error","message":"why"},"members":{"a":1}}""";

        assertThat(crossing.toWire(crossing.toJava(wire))).isEqualTo(wire);
    }

    @Test
    void whatIsNoErrorIsAReasonAllTheSame() {
        JavaScriptException thrown = JavaScriptException.ofReason(5);

        assertThat(thrown.reason()).isEqualTo(5);
        assertThat(thrown).hasMessage("a page threw 5");
        assertThat(JavaScriptException.ofReason(thrown)).isSameAs(thrown);
        assertThat(thrown.members()).isEqualTo(Map.of());
    }
}
