package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Ten thousand names that open a door elsewhere open none here. */
class HostileNamesTest {
    private static final int NAMES = 10_000;
    private static final Set<String> REFUSALS =
            Set.of("NoSuchMemberError", "NoSuchModuleError", "NoMatchError", "NotPermittedError");

    private static final List<String> WORDS = List.of(
            "getClass",
            "class",
            "Class",
            "__proto__",
            "constructor",
            "prototype",
            "wait",
            "notify",
            "notifyAll",
            "finalize",
            "hashCode",
            "equals",
            "clone",
            "<init>",
            "<clinit>",
            "this",
            "super",
            "$",
            "$$",
            "this$0",
            "lambda$main$0",
            "forName",
            "getRuntime",
            "exec",
            "exit",
            "invoke",
            "newInstance",
            "getMethod",
            "getDeclaredMethods",
            "getModule",
            "getClassLoader",
            "classLoader",
            "class.classLoader",
            "class.module.classLoader",
            "java.lang.Runtime",
            "java.lang.Class",
            "java/lang/Runtime",
            "Ljava/lang/Runtime;",
            "[Ljava.lang.String;",
            "declaringClass",
            "getDeclaringClass",
            "ordinal",
            "valueOf",
            "values",
            "readResolve",
            "writeReplace",
            "readObject",
            "serialVersionUID",
            "__defineGetter__",
            "__lookupGetter__",
            "toJSON",
            "then",
            "secret",
            "getSecret",
            "setSecret",
            "isSecret",
            "_secret",
            "Secret",
            "SECRET",
            "hidden",
            "secret()",
            "secret\u0000",
            "\u0000",
            "",
            " ",
            ".",
            "..",
            "../",
            "*",
            "?",
            "${jndi:ldap://x}",
            "#{7*7}",
            "T(java.lang.Runtime)",
            "\ud800",
            "\u202esecret",
            "null",
            "undefined",
            "NaN",
            "0",
            "-1",
            "length",
            "1e999");

    /** Has one harmless property and one harmless method, and counts what is done to it. */
    @Exposed
    public static final class Guarded {
        public int harmless;
        private int secret;
        private int touched;

        public int touch() {
            return ++touched;
        }

        private void setSecret(int newSecret) {
            secret = newSecret;
            touched++;
        }

        int getSecret() {
            touched++;
            return secret;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other == this;
        }
    }

    @Test
    void tenThousandHostileNamesAreRefusedAndDoNothing() {
        Guarded guarded = new Guarded();
        Map<String, Integer> map = new java.util.HashMap<>(Map.of("key", 1));
        Set<String> names = names();
        assertThat(names).hasSize(NAMES).doesNotContain("harmless", "touch", "key");
        try (MainProcess main = MainProcess.builder()
                        .admitAnyone()
                        .module("guarded", guarded)
                        .module("Guarded", Guarded.class)
                        .module("map", map)
                        .start();
                Probe page = new Probe(main.address())) {
            long object = page.result("remote.require", "guarded").get("id").asLong();
            long type = page.result("remote.require", "Guarded").at("/class").asLong();
            long keys = page.result("remote.require", "map").get("id").asLong();
            int held = main.holdings().objects();
            for (String name : names) {
                ask(page, name, object, type, keys);
            }
            page.settle();

            assertThat(main.holdings().objects())
                    .as("objects that the page holds")
                    .isEqualTo(held);
            assertThat(page.result("member.get", object, "harmless").asInt()).isZero();
            assertThat(guarded.touched).isZero();
            assertThat(map).isEqualTo(Map.of("key", 1));
        }
    }

    private static void ask(Probe page, String name, long object, long type, long keys) {
        JsonNode text = new TextNode(name);
        for (long target : List.of(object, type)) {
            page.ask("member.get", Probe.list(target, text), refused(name));
            page.ask("member.set", Probe.list(target, text, 1), refused(name));
            page.ask("member.call", Probe.list(target, text, Probe.list()), refused(name));
        }
        page.ask("member.call", Probe.list(keys, text, Probe.list()), refused(name));
        page.ask("member.get", Probe.list(keys, text), nothing(name));
        page.ask("class.construct", Probe.list(object, Probe.list(text)), refused(name));
        page.ask("remote.require", Probe.list(text), refused(name));
        page.ask("remote.builtin", Probe.list(text), refused(name));
        page.ask("remote.global", Probe.list(text), nothing(name));
    }

    private static Consumer<JsonNode> refused(String name) {
        return answer -> assertThat(answer.at("/error/data/name").asText())
                .as("'%s': %s", name, answer)
                .isIn(REFUSALS);
    }

    private static Consumer<JsonNode> nothing(String name) {
        return answer -> assertThat((Object) answer.get("result"))
                .as("'%s': %s", name, answer)
                .isEqualTo(Json.of("{\"$\":\"undefined\"}"));
    }

    /** Words that mean something to some runtime, and those words bent. */
    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(WORDS);
        names.add("getClass".repeat(5_000));
        names.add("a.".repeat(20_000));
        Random random = new Random(4);
        while (names.size() < NAMES) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            String other = WORDS.get(random.nextInt(WORDS.size()));
            names.add(
                    switch (random.nextInt(8)) {
                        case 0 -> word + "." + other;
                        case 1 -> word + other;
                        case 2 -> lookAlike(word, random);
                        case 3 -> word + (char) random.nextInt(0x300);
                        case 4 -> (char) random.nextInt(0x10000) + word;
                        case 5 -> "get" + word;
                        case 6 -> word.toUpperCase(java.util.Locale.ROOT) + random.nextInt(100);
                        default -> word + "(" + other + ")";
                    });
        }
        names.removeAll(Set.of("harmless", "touch", "key"));
        return names;
    }

    /** With a letter of another alphabet that looks the same. */
    private static String lookAlike(String word, Random random) {
        String latin = "aceopxysi";
        String cyrillic = "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0455\u0456";
        int at = random.nextInt(latin.length());
        return word.replace(latin.charAt(at), cyrillic.charAt(at)) + "\u200b".repeat(random.nextInt(3));
    }
}
