package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.LogLines;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What errors tell outside of development: what was meant to be told, and a reference for the rest. */
class RedactionTest {
    /** A class with its package, a file of this machine, a line of a stack. */
    private static final Pattern INTERNALS = Pattern.compile(
            "\\b(?:java|javax|jdk|sun|org|com|dev)\\.[a-z]\\w*\\.\\w+|/(?:etc|usr|home|root|tmp|proc)/|\\.java:\\d|\\bat [\\w.$]+\\(|\\$\\$Lambda|Jetty|jetty");

    private static final Pattern REFERENCE =
            Pattern.compile("Internal error \\(reference ([0-9a-f]{16}) in the log of Java\\)");

    enum Colour {
        RED
    }

    /** Not exposed. */
    public static final class Secret {}

    /** Fails in as many ways as there are. */
    @Exposed
    public static final class Trouble {
        private static final Map<String, Object> NONE = Map.of();
        private final Object text = "text";

        public void onPurpose(String what) {
            throw new IllegalArgumentException("The name '" + what + "' is taken");
        }

        public Object nothing() {
            return Objects.requireNonNull(NONE.get("x")).toString();
        }

        public int dereference() {
            return ((String) NONE.get("x")).length();
        }

        public Integer cast() {
            return (Integer) text;
        }

        public int parse() {
            return Integer.parseInt("x".repeat(3));
        }

        public Object colour() {
            return Colour.valueOf("BLUE");
        }

        public String file() throws IOException {
            return Files.readString(Path.of("/etc/no-such-file"));
        }

        public String wrapped() {
            try {
                return file();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String told() {
            try {
                return file();
            } catch (IOException e) {
                throw new IllegalStateException("The settings cannot be read", e);
            }
        }

        public Object index() {
            return List.of(1).get(7);
        }

        public void overflow() {
            overflow();
        }

        public Object load() throws ClassNotFoundException {
            return Class.forName("com.example.NoSuchClass");
        }

        public Object secret() {
            return new Secret();
        }

        public Object secrets() {
            return List.of(Map.of("a", new Secret()));
        }

        public CompletionStage<String> later() {
            return CompletableFuture.supplyAsync(() -> wrapped());
        }

        public int number(int a) {
            return a;
        }

        public Object value() throws IOException {
            return new IOException("The file is locked", new NullPointerException("java.lang.Secret"));
        }
    }

    private static MainProcess main;
    private static HttpDoor door;
    private static long trouble;

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .module("trouble", new Trouble())
                .limits(Limits.defaults().withMessageBytes(100_000).withDepth(20))
                .start();
        door = HttpDoor.open(main.address(), "page");
        trouble = door.ask("""
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["trouble"]}""").at("/result/id").asLong();
    }

    @AfterAll
    static void stop() {
        door.close();
        main.close();
    }

    private static JsonNode call(String member, String arguments) {
        return door.ask("""
                {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"%s",[%s]]}""".formatted(trouble, member, arguments));
    }

    @Test
    void whatTheApplicationMeantToSayIsTold() {
        JsonNode error = call("onPurpose", "\"ada\"").get("error");
        assertThat(error.at("/data/name").asText()).isEqualTo("IllegalArgumentException");
        assertThat(error.get("message").asText()).endsWith("IllegalArgumentException: The name 'ada' is taken");
        JsonNode told = call("told", "").get("error");
        assertThat(told.get("message").asText()).endsWith("The settings cannot be read");
        assertThat(told.at("/data/cause/cause/message").asText()).matches(REFERENCE);
    }

    @Test
    void whatTheJdkSaysIsAReferenceThatTheLogHasToo() {
        try (LogLines log = LogLines.ofValence()) {
            Matcher reference =
                    REFERENCE.matcher(call("file", "").at("/error/message").asText());
            assertThat(reference.find()).isTrue();
            assertThat(log.withStacks())
                    .anyMatch(line -> line.contains(reference.group(1)) && line.contains("/etc/no-such-file"));
        }
    }

    @Test
    void twoHundredProvokedErrorsTellNothingOfThisProcess() {
        List<String> told = new ArrayList<>();
        for (String member : List.of(
                "nothing",
                "dereference",
                "cast",
                "parse",
                "colour",
                "file",
                "wrapped",
                "index",
                "overflow",
                "load",
                "secret",
                "secrets",
                "value")) {
            told.add(call(member, "").toString());
        }
        for (String arguments : List.of(
                "",
                "1,2",
                "\"x\"",
                "null",
                "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"data\":\"AA==\"}",
                "1.5",
                "1e300",
                "[]",
                "true",
                "{\"$\":\"remote\",\"id\":99999}",
                "{\"$\":\"answer\",\"id\":3}",
                "{\"$\":\"nonsense\"}",
                "{}",
                "{\"$\":\"date\",\"value\":\"x\"}",
                "{\"$\":\"same\",\"index\":9}",
                "[".repeat(30) + "]".repeat(30))) {
            told.add(call("number", arguments).toString());
        }
        for (String name : List.of(
                "getClass",
                "class",
                "hashCode",
                "notify",
                "wait",
                "__proto__",
                "constructor",
                "text",
                "NONE",
                "",
                "\\u0000")) {
            told.add(call(name, "").toString());
            told.add(ask("member.get", "[" + trouble + ",\"" + name + "\"]"));
            told.add(ask("member.set", "[" + trouble + ",\"" + name + "\",1]"));
            told.add(ask("remote.require", "[\"" + name + "\"]"));
            told.add(ask("remote.builtin", "[\"" + name + "\"]"));
            told.add(ask("class.construct", "[\"" + name + "\",[]]"));
            told.add(ask(name, "[]"));
        }
        for (String params : List.of(
                "1", "{}", "[]", "[1]", "[[]]", "[null,null,null,null]", "\"x\"", "{\"target\":{}}", "[{\"a\":1}]")) {
            for (String method : List.of(
                    "session.open",
                    "member.get",
                    "member.call",
                    "reference.release",
                    "reference.copy",
                    "stream.read",
                    "promise.resolve",
                    "page.changed")) {
                told.add(ask(method, params));
            }
        }
        for (String body : List.of(
                "{",
                "[",
                "[]",
                "[1]",
                "nul",
                "\"\\ud800\"",
                "{\"jsonrpc\":\"1.0\"}",
                "\u0000",
                "[".repeat(5000),
                "{\"a\":".repeat(50),
                "1e999999",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":1}")) {
            told.add(door.post(body).body());
        }
        for (String path : List.of(
                "/",
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/no-such.html",
                "/valence/",
                "/valence/nothing.js",
                "/valence/call",
                "/valence/socket",
                "/%00",
                "/a;b=c",
                "/%zz",
                "/\\",
                "/.git/config",
                "/META-INF/MANIFEST.MF")) {
            for (String method : List.of("GET", "POST", "DELETE", "TRACE")) {
                RawHttp answer = RawHttp.send(main.address(), method + " " + path + " HTTP/1.1\nHost: HERE", "");
                if (answer.status() >= 400) {
                    told.add(answer.body() + answer.header("Server") + answer.header("X-Powered-By"));
                }
            }
        }
        assertThat(told)
                .hasSizeGreaterThanOrEqualTo(200)
                .allSatisfy(each -> assertThat(each).doesNotContainPattern(INTERNALS));
    }

    @Test
    void whatFailsLaterIsRedactedToo() {
        try (SocketDoor socket = new SocketDoor(main.address())) {
            long id = socket.ask("""
                    {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["trouble"]}""").at("/result/id").asLong();
            socket.tell("""
                    {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"later",[]]}""".formatted(id));
            String both = socket.nextText() + socket.nextText();
            assertThat(both)
                    .contains("promise.reject")
                    .containsPattern(REFERENCE)
                    .doesNotContainPattern(INTERNALS);
        }
    }

    private static String ask(String method, String params) {
        return door.post("""
                {"jsonrpc":"2.0","id":3,"method":"%s","params":%s}""".formatted(method, params)).body();
    }
}
