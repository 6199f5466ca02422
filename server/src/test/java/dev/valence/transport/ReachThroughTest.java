package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page that goes wherever it can from whatever it gets finds nothing that was not exposed, and nothing that reaches the process. */
class ReachThroughTest {
    private static final int FORBIDDEN = 13;

    /** What ends the application, or waits for a browser. */
    private static final Set<String> LEFT_OUT =
            Set.of("quit", "exit", "close", "destroy", "reload", "loadURL", "executeJavaScript", "create", "emit");

    private static MainProcess main;

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .module("world", new ReachableWorld())
                .module("Child", ReachableWorld.Child.class)
                .module("map", Map.of("class", String.class, "world", new ReachableWorld()))
                .global("thread", Thread.currentThread())
                .builtins("app", "BrowserWindow", "webContents", "process", "getCurrentWindow", "getCurrentWebContents")
                .start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @Test
    void nothingThatAPageCanReachReachesTheProcess() throws Exception {
        try (ReachThrough page = new ReachThrough(
                main,
                LEFT_OUT,
                IntStream.range(0, FORBIDDEN).mapToObj(i -> "[" + i + "]").toList())) {
            page.throughModules("world", "Child", "map");
            page.throughBuiltins();
            page.throughGlobals("process", "thread");

            assertThat(page.steps()).as("steps").isGreaterThan(150);
            assertThat(page.classes())
                    .contains("ReachableWorld", "Child", "Nested", "Pair", "App", "BrowserWindow", "WebContents");
            page.assertThatItHoldsNothingElse();
        }
    }
}
