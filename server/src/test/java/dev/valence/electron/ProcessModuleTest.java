package dev.valence.electron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The figures of {@code process} are those of this process. */
class ProcessModuleTest {
    private final ProcessModule process =
            new ProcessModule("0.1.0", new ScriptedWindow.Backend(new WindowDirectory(Runnable::run)));

    @Test
    void identityIsThatOfThisProcess() {
        assertThat(process.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(process.type()).isEqualTo("browser");
        assertThat(process.platform()).isIn("linux", "darwin", "win32");
        assertThat(process.arch()).isNotIn("amd64", "x86_64", "aarch64");
        assertThat(Path.of(process.execPath())).exists();
        assertThat(process.cwd()).isEqualTo(Path.of("").toAbsolutePath().toString());
        assertThat(process.uptime()).isPositive();
    }

    @Test
    void versionsNameJavaValenceAndTheBrowser() {
        assertThat(process.version()).isEqualTo("v" + System.getProperty("java.version"));
        assertThat(process.versions())
                .containsEntry("valence", "0.1.0")
                .containsEntry("chrome", "156.0.1.2")
                .containsKey("java");
    }

    @Test
    void argumentsLeaveOutTheOptionsOfTheVirtualMachine() {
        assertThat(process.argv()).first().isEqualTo(process.execPath());
        assertThat(process.argv()).noneMatch(argument -> argument.startsWith("-D") || argument.startsWith("-X"));
    }

    @Test
    void memoryIsInUse() {
        ProcessModule.Memory memory = process.memoryUsage();
        assertThat(memory.heapUsed()).isPositive().isLessThanOrEqualTo(memory.heapTotal());
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertThat(memory.rss()).isGreaterThan(memory.heapUsed() / 2);
            assertThat(process.getSystemMemoryInfo().total())
                    .isGreaterThan(process.getSystemMemoryInfo().free());
        }
    }
}
