package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.MainProcess;
import dev.valence.api.Companion;
import dev.valence.api.Exposed;
import dev.valence.invoke.View;
import dev.valence.protocol.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page that goes wherever it can from whatever it gets finds nothing that was not exposed, and nothing that reaches the process. */
class ReachThroughTest {
    private static final int FORBIDDEN = 13;

    /** What ends the application, or waits for a browser. */
    private static final Set<String> LEFT_OUT =
            Set.of("quit", "exit", "close", "destroy", "reload", "loadURL", "executeJavaScript", "create", "emit");

    private static final Set<String> OF_EVERY_OBJECT = Set.of(
            "getClass", "hashCode", "equals", "wait", "notify", "notifyAll", "clone", "finalize", "getDeclaringClass");

    private static final String OWN = "own of ";

    private static MainProcess main;

    private final Probe page = new Probe(main.address());
    private final Map<Integer, JsonNode> classes = new HashMap<>();
    private final Set<String> walked = new HashSet<>();

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .module("world", new ReachableWorld())
                .module("Child", ReachableWorld.Child.class)
                .module("map", Map.of("class", String.class, "world", new ReachableWorld()))
                .global("thread", Thread.currentThread())
                .builtins("app", "BrowserWindow", "webContents", "process", "getCurrentWindow", "getCurrentWebContents")
                .start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @Test
    void nothingThatAPageCanReachReachesTheProcess() throws Exception {
        for (String name : List.of("world", "Child", "map")) {
            page.ask("remote.require", Probe.list(name), this::walk);
        }
        for (JsonNode name : page.result("session.open").get("builtins")) {
            page.ask("remote.builtin", Probe.list(name), this::walk);
        }
        page.ask("remote.global", Probe.list("process"), this::walk);
        page.ask("remote.global", Probe.list("thread"), this::walk);
        page.ask("remote.currentWindow", Probe.list(), this::walk);
        page.ask("remote.currentWebContents", Probe.list(), this::walk);
        page.settle();

        assertThat(walked).as("steps").hasSizeGreaterThan(150);
        assertThat(classes.values())
                .extracting(each -> each.get("name").asText())
                .contains("ReachableWorld", "Child", "Nested", "Pair", "App", "BrowserWindow", "WebContents");
        for (String held : main.holdings().objectsByClass().keySet()) {
            assertThat(isLambda(held) || isMeantFor(Class.forName(held)))
                    .as("a page holds a %s", held)
                    .isTrue();
        }
        assertThat(classes.values())
                .extracting(each -> each.get("name").asText())
                .doesNotContain("Worker", "Loader", "Thread", "Class", "ClassLoader");
        page.close();
    }

    /** A class without a name of its own, as no forbidden one is. */
    private static boolean isLambda(String name) {
        return name.contains("$$Lambda");
    }

    /** Exposed by itself or by what it is; a class that is exposed, or a map; or the description of one, of which nothing is a member. */
    private static boolean isMeantFor(Class<?> type) {
        boolean isForbidden = Stream.of(
                        ClassLoader.class,
                        Thread.class,
                        Process.class,
                        ProcessHandle.class,
                        Runtime.class,
                        Module.class)
                .anyMatch(each -> each.isAssignableFrom(type));
        return !isForbidden
                && (isExposed(type)
                        || type == Class.class
                        || Map.class.isAssignableFrom(type)
                        || View.class.isAssignableFrom(type));
    }

    private static boolean isExposed(Class<?> type) {
        return type != null
                && (type.isAnnotationPresent(Exposed.class)
                        || type.isAnnotationPresent(Companion.class)
                        || isExposed(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(ReachThroughTest::isExposed));
    }

    /** Takes every step from everything in an answer. */
    private void walk(JsonNode answer) {
        step(answer.path("result"));
        page.told.forEach(each -> step(each.path("params")));
        page.told.clear();
    }

    private void step(JsonNode value) {
        switch (value.path("$").asText()) {
            case "ref" -> reference(value);
            case "class" -> describe(value.get("class"));
            case "function" -> callEach("function", value.get("id").asLong(), null);
            default -> value.forEach(this::step);
        }
    }

    private void reference(JsonNode reference) {
        long id = reference.get("id").asLong();
        describe(reference.get("class"));
        for (JsonNode own : reference.path("own")) {
            member(OWN + id, id, own);
        }
        reference.path("values").forEach(this::step);
        for (JsonNode each = classes.get(
                        reference.at("/class").isInt()
                                ? reference.at("/class").asInt()
                                : reference.at("/class/id").asInt());
                each != null;
                each = parentOf(each)) {
            String name = each.get("name").asText();
            each.get("members").forEach(member -> member(name, id, member));
            each.get("own").forEach(member -> member(name, id, member));
        }
    }

    private JsonNode parentOf(JsonNode description) {
        JsonNode parent = description.get("parent");
        return parent.isNull()
                ? null
                : classes.get(parent.isInt() ? parent.asInt() : parent.get("id").asInt());
    }

    private void describe(JsonNode shape) {
        if (!shape.isObject()) {
            return;
        }
        int id = shape.get("id").asInt();
        classes.put(id, shape);
        if (shape.get("parent").isObject()) {
            describe(shape.get("parent"));
        }
        String name = shape.get("name").asText();
        shape.get("statics").forEach(member -> member("class " + name, id, member));
        callEach("new " + name, id, null);
    }

    private void member(String type, long id, JsonNode shape) {
        String name = shape.get(0).asText();
        // The keys of a map are whatever the application named them.
        assertThat(type.startsWith(OWN) || !OF_EVERY_OBJECT.contains(name))
                .as("%s.%s", type, name)
                .isTrue();
        if (LEFT_OUT.contains(name)) {
            return;
        }
        if (shape.get(1).asText().equals("m")) {
            callEach(type, id, name);
        } else if (walked.add(type + "." + name)) {
            page.ask("member.get", Probe.list(id, name), this::walk);
            page.ask("member.set", Probe.list(id, name, Json.of("{\"$\":\"remote\",\"id\":" + id + "}")), this::walk);
        }
    }

    /** Without arguments, with one of some kinds, and with each index that the careless methods know. */
    private void callEach(String type, long id, String name) {
        if (!walked.add(type + "." + name + (name == null ? id : "()"))) {
            return;
        }
        List<String> arguments =
                new ArrayList<>(List.of("[]", "[\"class\"]", "[{\"$\":\"remote\",\"id\":" + id + "}]"));
        for (int i = 0; i < FORBIDDEN; i++) {
            arguments.add("[" + i + "]");
        }
        for (String each : arguments) {
            ArrayNode given = (ArrayNode) Json.of(each);
            if (name != null) {
                page.ask("member.call", Probe.list(id, name, given), this::walk);
            } else {
                page.ask("function.call", Probe.list(id, given), this::walk);
                page.ask("class.construct", Probe.list(id, given), this::walk);
            }
        }
    }
}
