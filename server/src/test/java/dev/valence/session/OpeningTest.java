package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page is told when it opens its session, and how much it may say of itself. */
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

    private static Session open(TestApplication application, String page) {
        String message = """
                {"jsonrpc":"2.0","id":1,"method":"session.open","params":[%s]}""".formatted(page);
        return application.sessions.openBy(
                application.codec.decode(message.getBytes(StandardCharsets.UTF_8)), Visitor.UNKNOWN, null);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            renderer   | {"renderer":"%s","secret":"0123456789012345678901"}
            secret     | {"renderer":"r","secret":"%s"}
            window.key | {"renderer":"r","secret":"0123456789012345678901","window":{"id":1,"key":"%s"}}
            """)
    void whatAPageMintsHasSoManyCharacters(String member, String page) {
        try (TestApplication application = TestApplication.with("module")) {
            assertThatThrownBy(() -> open(application, page.formatted("x".repeat(257))))
                    .isInstanceOfSatisfying(
                            LimitException.class,
                            refused -> assertThat(application
                                            .sessions
                                            .refusal(refused)
                                            .code())
                                    .isEqualTo(-32012))
                    .hasMessage("The member \"" + member
                            + "\" of the page has 257 characters, and 256 is the limit. Mint a shorter one");
            assertThat(application.sessions.sessions()).isEmpty();
            assertThat(open(application, page.formatted("x".repeat(256))).isAlive())
                    .isTrue();
        }
    }

    @Test
    void whatAPageSaysToBeShownIsCut() {
        String longest = "x".repeat(8_192);
        try (TestApplication application = TestApplication.with("module")) {
            Session session = open(application, """
                    {"renderer":"r","secret":"0123456789012345678901","url":"%s","title":"%sy"}""".formatted(longest, longest));
            assertThat(session.report().state())
                    .returns(longest, state -> state.url())
                    .returns(longest, state -> state.title());
        }
    }

    @Test
    void whatAPageSaysToHaveChangedIsCut() {
        String longest = "x".repeat(8_192);
        try (TestApplication application = TestApplication.with("module")) {
            ScriptedPage page = application.open();
            page.result("page.changed", """
                    [{"url":"%sy","title":"%s","readyState":"%s"}]""".formatted(longest, longest, "z".repeat(257)));
            assertThat(page.session.report().state())
                    .returns(longest, state -> state.url())
                    .returns(longest, state -> state.title())
                    .returns("z".repeat(256), state -> state.readyState());
        }
    }
}
