package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.NotSupportedException;
import dev.valence.api.Property;
import dev.valence.protocol.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a page is told when something fails, and that it can go on after each. */
class CallErrorsTest {
    @Exposed
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        public final String code = "E_FAIL";
        public final int attempts = 2;

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Cannot even say what it is. */
    public static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("mute");
        }
    }

    @Exposed
    public static final class Module {
        public Module() {}

        public Module(String broken) {
            throw new IllegalArgumentException("broken " + broken);
        }

        public void fail() {
            throw new Failure("it failed", new IllegalStateException("because"));
        }

        public void failSilently() {
            throw new UnsupportedOperationException();
        }

        public void failMutely() {
            throw new Mute();
        }

        public void failWithASurrogate() {
            throw new IllegalStateException("\ud800");
        }

        public void overflow() {
            overflow();
        }

        public void notSupported() {
            throw new NotSupportedException("not in this browser");
        }

        public void passOn() {
            throw new JavaScriptException("RangeError", "far", "at app.js", null, Map.of("a", 1));
        }

        public Supplier<Object> function() {
            return () -> {
                throw new Failure("in a function", null);
            };
        }

        @Property
        public int getBroken() {
            throw new Failure("getter", null);
        }

        public void setBroken(int value) {
            throw new Failure("setter " + value, null);
        }

        public Object secret() {
            return List.of(new Object());
        }

        public int add(int one, int two) {
            return one + two;
        }
    }

    private final TestApplication application = TestApplication.with(new Module());
    private final ScriptedPage page = application.open();
    private final long target = page.module();

    @AfterEach
    void stopAfterSeeingThatTheSessionGoesOn() {
        assertThat(page.call(target, "add", "[1,2]").asInt()).isEqualTo(3);
        application.close();
    }

    @Test
    void whatAMethodThrowsIsWrappedInTheWordsOfElectron() {
        JsonNode error = page.failure(target, "fail", "[]");

        assertThat((Object) error).isEqualTo(Json.of("""
                {"code":-32000,
                 "message":"Could not call remote method 'fail'. Check that the method signature is correct. Underlying error: Failure: it failed",
                 "data":{"$":"error","name":"Failure",
                   "message":"Could not call remote method 'fail'. Check that the method signature is correct. Underlying error: Failure: it failed",
                   "code":"E_FAIL",
                   "cause":{"$":"error","name":"Failure","message":"it failed","code":"E_FAIL",
                     "cause":{"$":"error","name":"IllegalStateException","message":"because"},
                     "members":{"attempts":2}},
                   "members":{"attempts":2}}}"""));
    }

    @Test
    void anErrorWithoutAMessageIsNamed() {
        assertThat(page.failure(target, "failSilently", "[]").get("message").asText())
                .endsWith("Underlying error: UnsupportedOperationException");
    }

    @Test
    void whatAFunctionThrowsIsWrappedToo() {
        long function = page.call(target, "function", "[]").get("id").asLong();

        assertThat(page.error("function.call", "[%d,[]]".formatted(function))
                        .get("message")
                        .asText())
                .isEqualTo("Could not call remote function 'anonymous'. Check that the function signature is correct."
                        + " Underlying error: Failure: in a function");
    }

    @Test
    void whatAGetterASetterOrAConstructorThrowsIsNot() {
        assertThat(page.error("member.get", "[%d,\"broken\"]".formatted(target))
                        .get("message")
                        .asText())
                .isEqualTo("getter");
        assertThat(page.error("member.set", "[%d,\"broken\",5]".formatted(target))
                        .get("message")
                        .asText())
                .isEqualTo("setter 5");
        application.globals.put("Module", Module.class);
        long type = page.result("remote.global", "[\"Module\"]").get("class").asLong();
        assertThat(page.error("class.construct", "[%d,[\"x\"]]".formatted(type))
                        .get("message")
                        .asText())
                .isEqualTo("broken x");
    }

    @Test
    void anErrorThatCannotSayWhatItIsIsAnInternalError() {
        assertThat(page.failure(target, "failMutely", "[]").get("code").asInt()).isEqualTo(-32603);
    }

    @Test
    void anErrorWhoseTextIsNoUnicodeCrosses() {
        assertThat(page.failure(target, "failWithASurrogate", "[]")
                        .at("/data/cause/message")
                        .asText())
                .isEqualTo("\ud800");
    }

    @Test
    void aStackThatOverflowsIsAnErrorLikeOthers() {
        assertThat(page.failure(target, "overflow", "[]").at("/data/name").asText())
                .isEqualTo("StackOverflowError");
    }

    @Test
    void anErrorOfTheApplicationMayBeOneOfValences() {
        JsonNode error = page.failure(target, "notSupported", "[]");

        assertThat(error.get("code").asInt()).isEqualTo(-32007);
        assertThat(error.at("/data/name").asText()).isEqualTo("NotSupportedError");
    }

    @Test
    void anErrorOfThePageKeepsItsNameAndItsStack() {
        JsonNode error = page.failure(target, "passOn", "[]");

        assertThat(error.at("/data/name").asText()).isEqualTo("RangeError");
        assertThat(error.at("/data/cause/stack").asText()).isEqualTo("at app.js");
        assertThat(error.at("/data/members/a").asInt()).isEqualTo(1);
    }

    @Test
    void aModuleThatIsNotThereNamesThoseThatAre() {
        JsonNode error = page.error("remote.require", "[\"fs\"]");

        assertThat(error.get("code").asInt()).isEqualTo(-32001);
        assertThat(error.get("message").asText()).startsWith("Cannot find module 'fs'. There are [module]");
        assertThat(error.at("/data/name").asText()).isEqualTo("NoSuchModuleError");
        assertThat(page.error("remote.builtin", "[\"fs\"]").get("message").asText())
                .startsWith("Cannot find built-in module 'fs'. There are [app]");
        assertThat((Object) page.result("remote.global", "[\"fs\"]")).isEqualTo(Json.of("{\"$\":\"undefined\"}"));
    }

    @Test
    void aMemberThatIsNotThereNamesThoseThatAre() {
        JsonNode error = page.error("member.get", "[%d,\"nothing\"]".formatted(target));

        assertThat(error.get("code").asInt()).isEqualTo(-32002);
        assertThat(error.get("message").asText())
                .startsWith("'Module' has no member 'nothing'. It has add, broken, fail, ");
    }

    @Test
    void argumentsThatDoNotFitAreToldByTheirPathOrTheirCandidates() {
        assertThat(page.failure(target, "add", "[1,\"2\"]").get("message").asText())
                .isEqualTo("arguments[1]: expected int, got string '2'");
        JsonNode count = page.failure(target, "add", "[1]");
        assertThat(count.get("code").asInt()).isEqualTo(-32003);
        assertThat(count.get("message").asText())
                .isEqualTo("'add' cannot take (number 1). It takes Module.add(int, int)");
        assertThat(page.failure(target, "add", "5").get("code").asInt()).isEqualTo(-32006);
    }

    @Test
    void aStaleTargetOrArgumentSaysSo() {
        JsonNode asTarget = page.failure(987, "add", "[1,2]");
        JsonNode asArgument = page.failure(target, "add", "[{\"$\":\"remote\",\"id\":987},2]");

        assertThat(asTarget.get("code").asInt()).isEqualTo(-32004);
        assertThat(asTarget.get("message").asText())
                .startsWith("The target is a remote object that Java does not hold");
        assertThat(asArgument.get("code").asInt()).isEqualTo(-32004);
        assertThat(asArgument.get("message").asText())
                .startsWith("arguments[0] is a remote object that Java does not hold");
    }

    @Test
    void aResultThatNobodyExposedIsRefusedAndLeavesNothingBehind() {
        int before = page.count().get("objects").asInt();
        JsonNode error = page.failure(target, "secret", "[]");

        assertThat(error.get("code").asInt()).isEqualTo(-32005);
        assertThat(error.get("message").asText()).startsWith("'Module.secret' gave a Object");
        assertThat(page.count().get("objects").asInt()).isEqualTo(before);
    }
}
