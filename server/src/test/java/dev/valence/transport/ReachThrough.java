package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * A page that goes wherever it can from whatever it gets: it reads and writes each property, and calls each member with many arguments.
 * Public for the applications whose objects are gone through by tests of other modules.
 */
public final class ReachThrough implements AutoCloseable {
    private static final Set<String> OF_EVERY_OBJECT = Set.of(
            "getClass", "hashCode", "equals", "wait", "notify", "notifyAll", "clone", "finalize", "getDeclaringClass");

    private static final String OWN = "own of ";

    private final MainProcess main;
    private final Set<String> leftOut;
    private final List<String> more;
    private final Probe page;
    private final Map<Integer, JsonNode> classes = new HashMap<>();
    private final Set<String> walked = new HashSet<>();

    /**
     * @param main admits anyone; what it permits is gone through
     * @param leftOut members that are not called: they end the application, or wait for a browser
     * @param more lists of arguments, in JSON, that its methods know; {@code %d} is the object itself
     */
    public ReachThrough(MainProcess main, Set<String> leftOut, List<String> more) {
        this.main = main;
        this.leftOut = leftOut;
        this.more = more;
        this.page = new Probe(main.address());
    }

    /** Goes through modules, and whatever they lead to. */
    public void throughModules(String... names) {
        for (String name : names) {
            page.ask("remote.require", Probe.list(name), this::walk);
        }
        page.settle();
    }

    /** The same of globals. */
    public void throughGlobals(String... names) {
        for (String name : names) {
            page.ask("remote.global", Probe.list(name), this::walk);
        }
        page.settle();
    }

    /** The same of all that is Valence's own. */
    public void throughBuiltins() {
        for (JsonNode name : page.result("session.open").get("builtins")) {
            page.ask("remote.builtin", Probe.list(name), this::walk);
        }
        page.ask("remote.currentWindow", Probe.list(), this::walk);
        page.ask("remote.currentWebContents", Probe.list(), this::walk);
        page.settle();
    }

    /** How many members it has tried. */
    public int steps() {
        return walked.size();
    }

    /** The names of the classes that it has seen. */
    public List<String> classes() {
        return classes.values().stream().map(each -> each.get("name").asText()).toList();
    }

    /** Nothing that a page holds by now was not exposed, or reaches the process. */
    public void assertThatItHoldsNothingElse() throws ClassNotFoundException {
        for (String held : main.holdings().objectsByClass().keySet()) {
            assertThat(isLambda(held) || isMeantFor(Class.forName(held)))
                    .as("a page holds a %s", held)
                    .isTrue();
        }
        assertThat(classes()).doesNotContain("Worker", "Loader", "Thread", "Class", "ClassLoader");
    }

    @Override
    public void close() {
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
                        || Stream.of(type.getInterfaces()).anyMatch(ReachThrough::isExposed));
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
            case "refs" -> table(value);
            case "class" -> describe(value.get("class"));
            case "function" -> callEach("function", value.get("id").asLong(), null);
            default -> value.forEach(this::step);
        }
    }

    /** Many references of one class. */
    private void table(JsonNode table) {
        describe(table.get("class"));
        for (JsonNode row : table.get("rows")) {
            if (row.isArray()) {
                ObjectNode reference = JsonNodeFactory.instance.objectNode();
                reference.set("id", row.get(0));
                reference.set("class", table.get("class"));
                reference(reference);
                row.forEach(this::step);
            } else {
                step(row);
            }
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
        if (leftOut.contains(name)) {
            return;
        }
        if (shape.get(1).asText().equals("m")) {
            callEach(type, id, name);
        } else if (walked.add(type + "." + name)) {
            page.ask("member.get", Probe.list(id, name), this::walk);
            page.ask("member.set", Probe.list(id, name, Json.of("{\"$\":\"remote\",\"id\":" + id + "}")), this::walk);
        }
    }

    /** Without arguments, with one of some kinds, and with those that the methods know. */
    private void callEach(String type, long id, String name) {
        if (!walked.add(type + "." + name + (name == null ? id : "()"))) {
            return;
        }
        List<String> arguments =
                new ArrayList<>(List.of("[]", "[\"class\"]", "[{\"$\":\"remote\",\"id\":" + id + "}]"));
        more.forEach(each -> arguments.add(each.replace("%d", String.valueOf(id))));
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
