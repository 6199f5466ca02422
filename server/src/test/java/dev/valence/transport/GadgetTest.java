package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What names a class to deserializers that listen to it is plain data here, into whatever it is put. */
class GadgetTest {
    private static final Set<String> PLAIN = Set.of(
            "java.lang.String",
            "java.lang.Integer",
            "java.lang.Boolean",
            "java.util.ArrayList",
            "java.util.LinkedHashSet",
            "dev.valence.api.PageObject");

    private static final List<String> MARKS = List.of(
            "@class", "@type", "class", "_class", "$type", "type", "__type", "javaClass", "@c", "@id", "xsi:type");

    private static final List<String> CLASSES = List.of(
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.net.URL",
            "javax.naming.InitialContext",
            "com.sun.rowset.JdbcRowSetImpl",
            "org.apache.commons.collections.functors.InvokerTransformer",
            "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
            "org.springframework.context.support.ClassPathXmlApplicationContext",
            "ch.qos.logback.core.db.JNDIConnectionSource",
            "com.fasterxml.jackson.databind.node.POJONode",
            "dev.valence.transport.GadgetTest$Armed");

    /** Goes off where it is made. */
    public static final class Armed {
        static volatile boolean wentOff;

        public Armed() {
            wentOff = true;
        }

        public void setCommand(Object command) {
            wentOff = true;
        }
    }

    /** A record. */
    public record Given(String name, Object value) {}

    /** A bean. */
    public static final class Bean {
        private final List<Object> values = new ArrayList<>();

        public void setValue(Object value) {
            values.add(value);
        }

        public void setName(String name) {
            values.add(name);
        }
    }

    /** Takes everything, and remembers of which classes it is. */
    @Exposed
    public static final class Taker {
        private final List<String> classes = new ArrayList<>();

        public void object(Object given) {
            note(given);
        }

        public void list(List<Object> given) {
            note(given);
        }

        public void map(Map<String, Object> given) {
            note(given);
        }

        public void array(Object[] given) {
            note(List.of(given));
        }

        public void record(Given given) {
            note(given.value());
        }

        public void bean(Bean given) {
            note(given.values);
        }

        private void note(Object given) {
            if (given == null) {
                return;
            }
            String name = given.getClass().getName();
            classes.add(name.startsWith("java.util.ImmutableCollections$List") ? "java.util.ArrayList" : name);
            if (given instanceof Map<?, ?> map) {
                map.values().forEach(this::note);
            } else if (given instanceof Collection<?> all) {
                all.forEach(this::note);
            }
        }
    }

    @Test
    void whatNamesAClassIsPlainData() {
        Taker taker = new Taker();
        try (MainProcess main = MainProcess.builder()
                        .admitAnyone()
                        .module("taker", taker)
                        .start();
                Probe page = new Probe(main.address())) {
            long target = page.result("remote.require", "taker").get("id").asLong();
            int held = main.holdings().objects();
            for (JsonNode gadget : gadgets()) {
                for (String name : List.of("object", "list", "map", "array", "record", "bean")) {
                    page.ask("member.call", Probe.list(target, name, Probe.list(gadget)), answer -> {});
                    page.ask("member.call", Probe.list(target, name, Probe.list(inside(gadget))), answer -> {});
                }
            }
            page.settle();

            assertThat(taker.classes).hasSizeGreaterThan(1000);
            assertThat(Set.copyOf(taker.classes)).isSubsetOf(PLAIN);
            assertThat(Armed.wentOff).isFalse();
            assertThat(main.holdings().objects()).isEqualTo(held);
        }
    }

    private static JsonNode inside(JsonNode gadget) {
        return Json.of("{\"$\":\"object\",\"members\":{\"name\":\"a\",\"value\":" + gadget + "}}");
    }

    private static List<JsonNode> gadgets() {
        List<JsonNode> gadgets = new ArrayList<>();
        for (String each : CLASSES) {
            gadgets.add(Json.of("[\"%s\",[\"touch\",\"/nowhere\"]]".formatted(each)));
            gadgets.add(Json.of("[\"%s\",{\"$\":\"object\",\"members\":{\"command\":[\"true\"]}}]".formatted(each)));
            gadgets.add(
                    Json.of("{\"$\":\"object\",\"name\":\"%s\",\"members\":{\"command\":[\"true\"]}}".formatted(each)));
            for (String mark : MARKS) {
                ObjectNode members =
                        JsonNodeFactory.instance.objectNode().put(mark, each).put("command", "true");
                ObjectNode plain = JsonNodeFactory.instance.objectNode().put("$", "object");
                plain.set("members", members);
                gadgets.add(plain);
                gadgets.add(plain.deepCopy().put(mark, each));
                gadgets.add(members.deepCopy().put("$", "object").set("members", members));
            }
        }
        return gadgets;
    }
}
