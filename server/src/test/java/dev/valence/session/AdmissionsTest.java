package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.NotAdmittedException;
import dev.valence.protocol.OpenPage;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may open a session, and who may not. */
class AdmissionsTest {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Visitor PAGE = new Visitor("http://127.0.0.1:8420", null);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Admissions admissions =
            new Admissions(LIFE, (window, visitor) -> window.key().equals("right"), now::get);

    private static OpenPage page(@Nullable String token, @Nullable String admission) {
        return new OpenPage(null, null, null, null, null, token, admission, null, null, null, null, null);
    }

    private void assertRefused(OpenPage page, Visitor visitor, @Nullable String bearer) {
        assertThatThrownBy(() -> admissions.admit(page, visitor, bearer))
                .isInstanceOf(NotAdmittedException.class)
                .hasMessageContaining("MainProcess.launchAddress(page)")
                .hasMessageContaining("Limits.launchToken");
    }

    @Test
    void whoeverShowsNothingIsRefused() {
        assertRefused(OpenPage.NOTHING, PAGE, null);
        assertRefused(OpenPage.NOTHING, Visitor.UNKNOWN, null);
        assertRefused(page("", ""), PAGE, "");
    }

    @Test
    void aTokenIsGoodForOneOpening() {
        String token = admissions.mint();

        assertThat(admissions.admit(page(token, null), PAGE, null)).isNotNull();
        assertRefused(page(token, null), PAGE, null);
    }

    @Test
    void aTokenHas256BitsAndIsNeverMintedTwice() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            tokens.add(admissions.mint());
        }
        assertThat(tokens)
                .hasSize(1000)
                .allSatisfy(token ->
                        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32));
    }

    @Test
    void aTokenLivesForItsTimeAndNotLonger() {
        String inTime = admissions.mint();
        String late = admissions.mint();
        now.addAndGet(LIFE.toNanos() - 1);
        assertThat(admissions.admit(page(inTime, null), PAGE, null)).isNotNull();
        now.addAndGet(1);
        assertRefused(page(late, null), PAGE, null);
    }

    @Test
    void aTokenThatIsAlmostRightIsWrong() {
        String token = admissions.mint();
        assertRefused(page(token.substring(1), null), PAGE, null);
        assertRefused(page(token + "A", null), PAGE, null);
        assertThat(admissions.admit(page(token, null), PAGE, null)).isNotNull();
    }

    @Test
    void aTokenIsSpentWhateverElseIsShown() {
        String token = admissions.mint();
        String admission = admissions.admit(page(admissions.mint(), null), PAGE, null);
        admissions.admit(page(token, admission), PAGE, null);
        assertRefused(page(token, null), PAGE, null);
    }

    @Test
    void anAdmissionIsGoodForItsOriginAsOftenAsItIsShown() {
        String admission = admissions.admit(page(admissions.mint(), null), PAGE, null);

        assertThat(admissions.admit(page(null, admission), PAGE, null)).isEqualTo(admission);
        assertThat(admissions.admit(page(null, admission), PAGE, null)).isEqualTo(admission);
        assertRefused(page(null, admission), new Visitor("http://localhost:8420", null), null);
        assertRefused(page(null, admission), Visitor.UNKNOWN, null);
    }

    @Test
    void anAdmissionIsOfNoUseToAnotherLifeOfJava() {
        String admission = admissions.admit(page(admissions.mint(), null), PAGE, null);
        Admissions next = new Admissions(LIFE, (window, visitor) -> false, now::get);

        assertThatThrownBy(() -> next.admit(page(null, admission), PAGE, null))
                .isInstanceOf(NotAdmittedException.class);
    }

    @Test
    void aClientThatIsNoBrowserShowsTokenAndAdmissionInAHeader() {
        String admission = admissions.admit(OpenPage.NOTHING, Visitor.UNKNOWN, admissions.mint());

        assertThat(admissions.admit(OpenPage.NOTHING, Visitor.UNKNOWN, admission))
                .isEqualTo(admission);
        assertRefused(OpenPage.NOTHING, PAGE, admission);
    }

    @Test
    void aWindowOfOursNeedsNoToken() {
        assertThat(admissions.admit(window("right"), PAGE, null)).isNotNull();
        assertRefused(window("wrong"), PAGE, null);
    }

    private static OpenPage window(String key) {
        return new OpenPage(
                null, null, null, null, new OpenPage.WindowKey(1, key), null, null, null, null, null, null, null);
    }

    @Test
    void whomTheApplicationKnowsNeedsNoToken() {
        assertThat(admissions.admit(OpenPage.NOTHING, new Visitor(null, () -> "ada"), null))
                .isNull();
    }

    @Test
    void anyoneIsAdmittedWhereThatIsSaid() {
        assertThat(Admissions.ofAnyone().admit(OpenPage.NOTHING, Visitor.UNKNOWN, null))
                .isNull();
    }
}
