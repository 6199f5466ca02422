package dev.valence.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names with stars in them. */
class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "Files.read, Files.read, true",
        "Files.read, Files.readAll, false",
        "Files.read, files.read, false",
        "Files.read*, Files.read, true",
        "Files.read*, Files.readAll, true",
        "*, '', true",
        "*, anything, true",
        "*.read, Files.read, true",
        "*.read, Files.reads, false",
        "a*b*c, abc, true",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXc, false",
        "a.b, aXb, false",
        "'', x, false",
        "[ab]?+, [ab]?+, true",
        "**, x, true",
    })
    void aStarStandsForAnyCharactersAndNothingElseDoes(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "Files.read, Files.read, true",
        "Files.read, Files.raed, false",
        "Files.read, Files.reads, false",
        "Files.*, Files.read, true",
        "Files.*, *.read, true",
        "Files.r*, Files.*d, true",
        "Files.r*, Files.w*, false",
        "*.read, *.write, false",
        "*a*b*, *b*a*, true",
        "*, '', true",
        "a*, '', false",
        "*.*, Files, false",
        "*.*, Files*, true",
        "**, *, true",
    })
    void twoPatternsMeetWhereSomeNameFitsBoth(String one, String other, boolean meet) {
        assertThat(new Glob(one).meets(new Glob(other))).isEqualTo(meet);
        assertThat(new Glob(other).meets(new Glob(one))).isEqualTo(meet);
    }

    @Test
    void aHostileNameTakesNoTime() {
        Glob many = new Glob("*a".repeat(50) + "b");

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(many.matches("a".repeat(4_096))).isFalse();
            assertThat(new Glob("*").matches("a".repeat(10_000_000))).isFalse();
        });
    }

    @Test
    void theLongestNameThatAPatternPermitsHas4096Characters() {
        assertThat(new Glob("a*").matches("a".repeat(4_096))).isTrue();
        assertThat(new Glob("a*").matches("a".repeat(4_097))).isFalse();
    }
}
