package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a build takes from others is what this checkout says, and no more. The build itself ends where the server gets a dependency or a licence
 * that {@code server/pom.xml} does not name.
 */
class SupplyChainTest {
    private static final Pattern VERSION = Pattern.compile("<(?:version|[\\w.]+\\.version)>([^<]*)</");

    /** One version, or a property that is one. */
    private static final String ONE = "\\d[\\w.-]*|\\$\\{[\\w.]+}";

    @Test
    void aLockFileHasTheSumOfEachPackageAndNoAddress() throws IOException {
        assertThat(named("package-lock.json")).hasSize(3).allSatisfy(file -> {
            JsonNode packages = json(file).get("packages");
            assertThat(packages.size()).isGreaterThan(1);
            for (Map.Entry<String, JsonNode> each : packages.properties()) {
                assertThat(each.getValue().has("resolved")).as(each.getKey()).isFalse();
                boolean isOurs = each.getKey().isEmpty();
                assertThat(each.getValue().path("integrity").asText())
                        .as(each.getKey())
                        .startsWith(isOurs ? "" : "sha512-");
            }
        });
    }

    @Test
    void nothingOfAPackageIsRunWhenItIsInstalled() throws IOException {
        assertThat(named("package-lock.json"))
                .allSatisfy(file -> assertThat(
                                Checkout.text(file.resolveSibling(".npmrc").toString()))
                        .contains("ignore-scripts=true"));
    }

    @Test
    void thePackageForPagesShipsNothingOfOthers() throws IOException {
        JsonNode client = json(Path.of("js-client/package.json"));
        assertThat(client.path("devDependencies")).isNotEmpty();
        for (String kind : List.of("dependencies", "peerDependencies", "optionalDependencies")) {
            assertThat(client.has(kind)).as(kind).isFalse();
        }
    }

    @Test
    void everyVersionIsOneAndNoRange() throws IOException {
        List<String> ofMaven = named("pom.xml")
                .flatMap(file -> VERSION.matcher(Checkout.text(file.toString())).results())
                .map(match -> match.group(1))
                // What the enforcer asks of Maven and of the JDK.
                .filter(version -> !version.equals("[3.8,)") && !version.equals("[17,)"))
                .toList();
        List<String> ofNpm = named("package.json")
                .map(SupplyChainTest::json)
                .flatMap(file -> Stream.of("dependencies", "devDependencies").map(file::path))
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .toList();
        assertThat(ofMaven)
                .hasSizeGreaterThan(20)
                .allSatisfy(version -> assertThat(version).matches(ONE));
        assertThat(ofNpm)
                .hasSizeGreaterThan(10)
                .allSatisfy(version -> assertThat(version).matches(ONE));
    }

    private static Stream<Path> named(String name) throws IOException {
        return Checkout.sources().filter(file -> file.endsWith(name));
    }

    private static JsonNode json(Path file) {
        try {
            return new JsonMapper().readTree(Checkout.text(file.toString()));
        } catch (Exception problem) {
            throw new AssertionError(file + " is no JSON", problem);
        }
    }
}
