package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.project.Checkout.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts say what they do, refuse what they do not know, and count right. */
class ScriptsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "test",
                "bench/run",
                "bench/server",
                ".ci/run",
                "scripts/setup.sh",
                "scripts/build.sh",
                "scripts/step.sh"
            })
    void everyScriptParses(String script) throws Exception {
        assertThat(bash("bash -n " + script)).isEqualTo(new Outcome(0, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--root", "--port", "--sample", "--no-window", "--headless", "--development", "--build-only"})
    void helpOfRunListsItsOptions(String option) throws Exception {
        Outcome help = bash("./run --help");
        assertThat(help.code()).isZero();
        assertThat(help.output().lines().map(String::strip)).anyMatch(line -> line.startsWith(option + " "));
        assertThat(Checkout.text("run")).containsPattern("\\n +(--\\w+ \\| )*" + option + "[ )]");
    }

    @Test
    void helpOfTestListsItsParts() throws Exception {
        assertThat(bash("./test --help").output()).contains("./test js", "./test unit", "./test e2e [NAME]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./run --colour", "./run --port", "./test everything"})
    void anUnknownWordIsRefusedWithAWayOut(String command) throws Exception {
        Outcome refused = bash(command);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).containsPattern("see \\./(run|test) --help\\.");
    }

    @Test
    void runWorksFromAnyFolder(@TempDir Path elsewhere) throws Exception {
        Outcome help = bash("cd '" + elsewhere + "' && '" + Checkout.file("run") + "' --help");
        assertThat(help.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"brew", "dnf", "pacman", "apk"})
    void whereThereIsNoAptItSaysWhatToInstall(String packageManager, @TempDir Path tools) throws Exception {
        for (String tool : List.of("bash", "dirname")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        Files.createSymbolicLink(tools.resolve(packageManager), Path.of("/bin/true"));
        Outcome outcome = Checkout.run(
                Map.of("PATH", tools.toString(), "VALENCE_CHROMEDRIVER", ""),
                List.of("/bin/bash", "-c", "source scripts/setup.sh; need maven chromedriver"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("Valence needs what is not on this machine: maven chromedriver.")
                .containsPattern("Run.*:  " + packageManager + " .*maven.*chromium")
                .doesNotContain("node");
    }

    @Test
    void theSummaryCountsTestsAndStepsThatBrokeWithoutOne(@TempDir Path reports) throws Exception {
        Files.writeString(reports.resolve("TEST-sample.xml"), """
                <testsuite tests="4" failures="1" errors="0" skipped="1">
                  <testcase name="good" classname="dev.valence.ATest"/>
                  <testcase name="alsoGood" classname="dev.valence.ATest"><system-out>fine</system-out></testcase>
                  <testcase name="later" classname="dev.valence.ATest"><skipped/></testcase>
                  <testcase name="a &lt; b" classname="dev.valence.ATest"><failure message="expected: 1&#10;&#10; but was: 2">trace</failure></testcase>
                </testsuite>
                """);
        Files.writeString(reports.resolve("client.json"), """
                {"testResults": [{"name": "client/decode.test.ts", "status": "passed", "assertionResults":
                  [{"fullName": "decodes", "status": "passed"}, {"fullName": "waits", "status": "pending"},
                   {"fullName": "ends", "status": "failed", "failureMessages": ["expected 'a' to be 'b'"]}]}]}
                """);
        String summary =
                "node scripts/summary.mjs --failed-step format --failed-step unit unit='%1$s' client='%1$s/client.json'";
        Outcome outcome = bash(summary.formatted(reports));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .contains(
                        "  unit: ATest: a < b\n      expected: 1\n       but was: 2\n",
                        "  client: decode.test.ts: ends\n      expected 'a' to be 'b'\n",
                        "  format\n")
                .doesNotContain("  unit\n");
        assertThat(outcome.output().lines().toList()).last().isEqualTo("3 passed, 3 failed, 2 skipped");
    }

    private static Outcome bash(String command) throws Exception {
        return Checkout.run(Map.of(), List.of("bash", "-c", command));
    }
}
