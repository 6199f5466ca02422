package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/capabilities.schema.json} tells editors, and what is read, are the same. */
class CapabilitiesSchemaTest {
    private static final JsonNode SCHEMA = read(Path.of("../docs/capabilities.schema.json"));
    private static final Pattern KNOWN = Pattern.compile("not known here; there are (.*)$");

    /** A value of each type that the schema knows. */
    private static final Map<String, String> SAMPLES = Map.of("string", "'a'", "integer", "1", "array", "['https']");

    /** Where the file has an object; {@code %s} are further members of it. */
    enum Place {
        FILE("{%s}", "", "'capabilities': []"),
        CAPABILITY("{'capabilities': [{%s}]}", "/properties/capabilities/items", "'identifier': 'a'"),
        SCOPE(
                "{'capabilities': [{'identifier': 'a', 'scopes': [{%s}]}]}",
                "/properties/capabilities/items/properties/scopes/items", "'member': 'A.b'");

        private final String file;
        private final JsonNode schema;
        private final String required;

        Place(String file, String schema, String required) {
            this.file = file;
            this.schema = SCHEMA.at(schema);
            this.required = required;
        }

        /** What is said of a file with these members at this place; null where it is read. */
        @Nullable
        Throwable complaint(String members) {
            String json = file.formatted(members).replace('\'', '"');
            return catchThrowable(() -> CapabilitiesFile.parse("c.json", Path.of("/"), json));
        }

        /** The members that are read here, as the error of another one tells. */
        Set<String> known() {
            Matcher told = KNOWN.matcher(String.valueOf(complaint("'surprise': 1")));
            assertThat(told.find()).isTrue();
            return new TreeSet<>(List.of(told.group(1).split(", ", -1)));
        }

        /** Members that make this place whole, if they have {@code name} with {@code value}, and none twice. */
        String with(String name, String value) {
            String own = "'" + name + "': " + value;
            String others = required.startsWith("'" + name + "'") ? own : required + ", " + own;
            boolean isWhole =
                    this != SCOPE || List.of("folder", "schemes", "values").contains(name);
            return isWhole ? others : others + ", 'folder': '/'";
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsMembersAreThoseThatAreReadAndNoOthers(Place place) {
        assertThat(place.schema.get("additionalProperties").asBoolean(true)).isFalse();
        assertThat(namesOf(place.schema.get("properties"))).isEqualTo(place.known());
    }

    @ParameterizedTest
    @EnumSource
    void eachMemberIsReadInTheFormThatItNamesAndInNoOther(Place place) {
        for (Map.Entry<String, JsonNode> each : place.schema.get("properties").properties()) {
            String name = each.getKey();
            String type = each.getValue().get("type").asText();
            boolean isOfObjects = each.getValue().at("/items/type").asText().equals("object");
            SAMPLES.forEach((sampleType, plain) -> {
                String sample = isOfObjects && sampleType.equals("array") ? "[]" : plain;
                assertThat(place.complaint(place.with(name, sample)) == null)
                        .as("%s: %s is read", name, sample)
                        .isEqualTo(sampleType.equals(type));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatItRequiresIsRequired(Place place) {
        String name = place.schema.at("/required/0").asText();
        assertThat(place.schema.get("required")).hasSize(1);
        assertThat(place.required).startsWith("'" + name + "'");
        assertThat(place.complaint("")).hasMessageContaining('"' + name + '"');
    }

    @Test
    void aScopeIsOfOneKindOfThoseThatItNames() {
        List<String> kinds = StreamSupport.stream(
                        Place.SCOPE.schema.get("oneOf").spliterator(), false)
                .map(kind -> kind.at("/required/0").asText())
                .toList();
        assertThat(kinds).containsExactly("folder", "schemes", "values");
        assertThat(Place.SCOPE.complaint("'member': 'A.b'")).isNotNull();
        assertThat(Place.SCOPE.complaint("'member': 'A.b', 'folder': '/', 'values': []"))
                .isNotNull();
        assertThat(Place.SCOPE.complaint("'member': 'A.b', 'folder': '/', 'argument': -1"))
                .isNotNull();
        assertThat(Place.SCOPE.schema.at("/properties/argument/minimum").asInt(-1))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-1_b.c:d", "a b", "", "ä", "a/b", "a,b"})
    void namesOfCapabilitiesAreJudgedAlike(String identifier) {
        String pattern =
                Place.CAPABILITY.schema.at("/properties/identifier/pattern").asText();
        assertThat(Place.CAPABILITY.complaint("'identifier': '" + identifier + "'") == null)
                .isEqualTo(Pattern.compile(pattern).matcher(identifier).find());
    }

    @Test
    void soIsTheirLength() {
        String pattern =
                Place.CAPABILITY.schema.at("/properties/identifier/pattern").asText();
        for (int length : new int[] {100, 101}) {
            String identifier = "a".repeat(length);
            assertThat(Place.CAPABILITY.complaint("'identifier': '" + identifier + "'") == null)
                    .isEqualTo(Pattern.compile(pattern).matcher(identifier).find())
                    .isEqualTo(length == 100);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> namesOf(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
