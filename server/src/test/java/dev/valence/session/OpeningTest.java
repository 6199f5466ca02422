package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Limits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a page is told when it opens its session. */
class OpeningTest {
    private static JsonNode opened(boolean isDevelopment) {
        try (TestApplication application = new TestApplication(Limits.defaults(), Map.of(), isDevelopment)) {
            return application.open().result("session.open", "[]");
        }
    }

    @Test
    void aPageIsToldWhoItIsAndWhatThereIsAndWhatItMay() {
        JsonNode opened = opened(false);

        assertThat(opened.properties().stream().map(Map.Entry::getKey).toList())
                .isEqualTo(List.of("renderer", "version", "builtins", "limits"));
        assertThat(opened.get("renderer").asText()).isEqualTo("page-1");
        assertThat(opened.get("builtins").toString()).isEqualTo("[\"app\"]");
        assertThat(opened.get("limits").get("depth").asInt())
                .isEqualTo(Limits.defaults().depth());
        assertThat(opened.get("limits").get("retention").asLong()).isEqualTo(300_000);
    }

    @Test
    void developmentIsSaidWhereItIs() {
        assertThat(opened(true).get("development").asBoolean()).isTrue();
    }
}
