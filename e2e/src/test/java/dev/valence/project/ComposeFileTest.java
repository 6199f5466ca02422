package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** No Docker runs where the tests run, so what docker-compose.yml and the Dockerfile claim is checked against the checkout. */
class ComposeFileTest {

    private static final String DOCKERFILE = Checkout.text("web-sample/Dockerfile");
    private final JsonNode services = read().path("services");

    @Test
    void thereAreTheSampleAndAChromium() {
        assertThat(services.fieldNames()).toIterable().containsExactly("valence", "chromium");
        assertThat(services.at("/chromium/image").textValue()).startsWith("selenium/standalone-chromium:");
        assertThat(services.at("/chromium/depends_on/valence/condition").textValue())
                .isEqualTo("service_healthy");
        assertThat(services.at("/chromium/network_mode").textValue()).isEqualTo("service:valence");
    }

    @Test
    void imagesArePinned() {
        Stream<String> images = Stream.concat(
                Stream.of(services.at("/chromium/image").textValue()), matches("^FROM (\\S+)", DOCKERFILE));
        assertThat(images).allSatisfy(image -> assertThat(image).matches("[a-z/-]+:\\d[\\w.-]*"));
    }

    @Test
    void theDockerfileIsWhereTheBuildLooksForIt() {
        JsonNode build = services.at("/valence/build");
        assertThat(Checkout.file(build.path("context").textValue())).isDirectory();
        assertThat(Checkout.file(build.path("context").textValue())
                        .resolve(build.path("dockerfile").textValue()))
                .isRegularFile();
    }

    @Test
    void portsArePublishedOnThisMachineOnly() {
        assertThat(texts(services.at("/valence/ports")))
                .containsExactly("127.0.0.1:8420:8420", "127.0.0.1:4444:4444", "127.0.0.1:7900:7900");
    }

    @Test
    void everyServiceSaysWhetherItIsHealthy() {
        assertThat(services).allSatisfy(service -> {
            JsonNode check = service.path("healthcheck");
            assertThat(texts(check.path("test"))).first().isEqualTo("CMD");
            assertThat(check.path("interval").textValue()).matches("\\d+s");
            assertThat(check.path("timeout").textValue()).matches("\\d+s");
            assertThat(check.path("retries").intValue()).isPositive();
        });
    }

    @Test
    void theDockerfileNamesWhatThereIs() {
        assertThat(matches("^COPY (?!--from)(?:--\\S+ )*(\\S+) \\S+$", DOCKERFILE))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(Checkout.file(source)).exists());
        assertThat(matches("^RUN \\./(\\S+)", DOCKERFILE))
                .isNotEmpty()
                .allSatisfy(script -> assertThat(Checkout.file(script)).isExecutable());
        assertThat(matches("\"(dev\\.valence\\.[\\w.]+)\"", DOCKERFILE))
                .isNotEmpty()
                .allSatisfy(main -> assertThat(
                                Checkout.file("web-sample/src/main/java/" + main.replace('.', '/') + ".java"))
                        .exists());
    }

    @Test
    void theSampleKnowsTheOptionsItIsStartedWith() {
        String options = Checkout.text("web-sample/src/main/java/dev/valence/sample/CommanderOptions.java");
        Stream<String> used = matches("\"(--[a-z-]+)\"", DOCKERFILE.substring(DOCKERFILE.indexOf("ENTRYPOINT")));
        assertThat(used).isNotEmpty().allSatisfy(option -> assertThat(options).contains('"' + option + '"'));
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Checkout.text("docker-compose.yml"));
        } catch (Exception problem) {
            throw new AssertionError("docker-compose.yml is no YAML", problem);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static Stream<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1));
    }
}
