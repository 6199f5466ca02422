package dev.valence.e2e;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with an empty profile, driven by Selenium. One is shared by all test classes, see {@link PageExtension}; a test
 * that kills its browser launches its own. For one thread.
 */
public final class Browser implements AutoCloseable {
    /** A name for this machine that is not a loopback name: plain HTTP from there is no secure context, so no isolation either. */
    static final String INTRANET = "intranet.test";

    /** A name of somebody else's that leads to this machine as well. */
    public static final String EVIL = "evil.test";

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Launches a browser: {@code valence.chromium} and {@code valence.chromedriver}, or variables, or the path say which.
     *
     * @param more arguments of its command line
     */
    public static Browser launch(String... more) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "VALENCE_CHROMIUM", "valence.chromium"));
        options.addArguments(
                "--headless=new",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--js-flags=--expose-gc",
                "--host-resolver-rules=MAP " + INTRANET + " 127.0.0.1, MAP " + EVIL + " 127.0.0.1");
        options.addArguments(more);
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        options.setScriptTimeout(Duration.ofSeconds(60));
        options.setPageLoadTimeout(Duration.ofSeconds(60));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver", "VALENCE_CHROMEDRIVER", "valence.chromedriver"))
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static File program(String name, String variable, String property) {
        String named = Objects.requireNonNullElseGet(
                System.getProperty(property), () -> Objects.requireNonNullElse(System.getenv(variable), ""));
        Stream<Path> candidates = named.isEmpty()
                ? Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name))
                : Stream.of(Path.of(named));
        return candidates
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no " + name + " on the PATH; name one in the variable " + variable))
                .toFile();
    }

    /** Selenium's handle of the tab in front. */
    String current() {
        return driver.getWindowHandle();
    }

    /** Opens a tab of its own renderer process and gives its handle. */
    String newTab() {
        driver.switchTo().newWindow(WindowType.TAB);
        return current();
    }

    /** The handles of all tabs. */
    List<String> tabs() {
        return List.copyOf(driver.getWindowHandles());
    }

    /** The driver, with the tab of that handle in front. */
    ChromeDriver at(String tab) {
        driver.switchTo().window(tab);
        return driver;
    }

    /** Leaves one blank tab, whatever else was open or has crashed. */
    void clear() {
        String kept = null;
        for (String tab : tabs()) {
            if (kept == null && becomesBlank(tab)) {
                kept = tab;
            } else {
                at(tab).close();
            }
        }
        at(Objects.requireNonNull(kept, "all tabs have crashed: open a second one before"));
    }

    private boolean becomesBlank(String tab) {
        try {
            at(tab).get("about:blank");
            return true;
        } catch (WebDriverException crashed) {
            return false;
        }
    }

    /** What pages wrote to their consoles, and what they threw and nobody caught, since the last time this was asked. */
    List<String> console() {
        List<String> lines = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            lines.add(entry.getLevel() + " " + entry.getMessage());
        }
        return lines;
    }

    /** Ends the browser's processes as a defect or a user would, without a farewell to anyone. */
    public void kill() {
        Map<?, ?> facts =
                (Map<?, ?>) Objects.requireNonNull(driver.getCapabilities().getCapability("chrome"));
        String profile = String.valueOf(facts.get("userDataDir"));
        List<ProcessHandle> processes = ProcessHandle.current()
                .descendants()
                .filter(each -> each.info().commandLine().orElse("").contains(profile))
                .toList();
        if (processes.isEmpty()) {
            throw new IllegalStateException("No process has the profile " + profile);
        }
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
