package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.MainProcess;
import dev.valence.MainProcess.Holdings;
import dev.valence.MainProcessBuilder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A main process for each test class, and one Chromium for all of them. A test method takes a {@link Page}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PageExtension java = PageExtension.with(main -> main.module("./adder", new Adder()));
 *
 * @Test
 * void addsTwoNumbers(Page page) { … }
 * }</pre>
 *
 * After every test all its pages are left, and then Java must hold nothing for any page; and no page may have had an error that the
 * test did not expect, nor may Java have logged one.
 */
public final class PageExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    /** How long Java may take to drop what a page held: a browser may be slow to close a tab, Java itself takes no time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(20);

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(PageExtension.class);

    private final Consumer<MainProcessBuilder> configure;
    private @Nullable MainProcess main;
    private @Nullable Launcher launcher;
    private @Nullable Browser browser;
    private @Nullable PageLog pageLog;
    private @Nullable ServerLog serverLog;

    private PageExtension(Consumer<MainProcessBuilder> configure) {
        this.configure = configure;
    }

    /**
     * Pages may use everything, as in Electron.
     *
     * @param configure adds modules, globals, limits to a main process that serves the fixtures at a free port
     */
    public static PageExtension with(Consumer<MainProcessBuilder> configure) {
        return new PageExtension(configure.andThen(MainProcessBuilder::allowEverything));
    }

    /** As {@link #with}, but pages may use what {@code configure} declares, and no more. */
    public static PageExtension strictly(Consumer<MainProcessBuilder> configure) {
        return new PageExtension(configure);
    }

    /** The folder of the fixtures. */
    public static Path fixtures() {
        try {
            return Path.of(Objects.requireNonNull(PageExtension.class.getResource("/pages/plain.html"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The main process of this test class. */
    public MainProcess main() {
        return Objects.requireNonNull(main);
    }

    /** What Java holds for pages at this moment. */
    public Holdings holdings() {
        return main().holdings();
    }

    /** Waits until Java has nothing of any page any more. */
    public void awaitNothingHeld() {
        awaitHoldings(new Holdings(0, 0, 0, Map.of()));
    }

    /** Waits until Java holds exactly this. */
    public void awaitHoldings(Holdings expected) {
        await("what Java holds for pages")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(holdings()).isEqualTo(expected));
    }

    /** A page in a browser of the test's own. */
    public Page pageIn(Browser other) {
        return new Page(other, new PageLog(other), new Launcher(main()), other.current());
    }

    /** Takes all errors that Java has logged: they were expected. */
    public List<String> takeServerErrors() {
        return Objects.requireNonNull(serverLog).drain();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Browser.class, key -> Browser.launch(), Browser.class);
        Awaitility.setDefaultPollInterval(POLL);
        serverLog = ServerLog.begin();
        pageLog = new PageLog(browser);
        MainProcessBuilder builder = MainProcess.builder()
                .pages(fixtures())
                .allowHost(Browser.INTRANET)
                .headless(true)
                .development(true);
        configure.accept(builder);
        main = builder.start();
        launcher = new Launcher(main);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Objects.requireNonNull(pageLog).drain();
        Objects.requireNonNull(serverLog).drain();
        assertThat(holdings().sessions()).as("sessions before the test").isZero();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Objects.requireNonNull(browser).clear();
        awaitNothingHeld();
        assertThat(Objects.requireNonNull(pageLog).drain())
                .as("errors of pages that the test did not expect")
                .isEmpty();
        assertThat(Objects.requireNonNull(serverLog).drain())
                .as("errors of Java that the test did not expect")
                .isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (main != null) {
            main.close();
        }
        if (serverLog != null) {
            serverLog.end();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Page.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Browser shared = Objects.requireNonNull(browser);
        return new Page(shared, Objects.requireNonNull(pageLog), Objects.requireNonNull(launcher), shared.current());
    }
}
