package dev.valence.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageError;
import dev.valence.e2e.PageExtension;
import dev.valence.electron.BrowserWindow;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A launch address opens a page once; from then on all pages of its origin in that browser are let in, and nobody else is. */
class AdmissionIT {
    private static final String WORKS = "return remote.getGlobal('answer')";

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.global("answer", 42));

    @Test
    void theTokenIsGoneFromTheAddressAndTheRestOfItIsThere(Page page) {
        page.open("plain.html?q=1#part");
        assertThat(page.run(WORKS)).isEqualTo(42L);
        assertThat(page.run("return location.search + location.hash")).isEqualTo("?q=1#part");
        assertThat(page.run("return document.cookie")).isEqualTo("");
    }

    @Test
    void reloadsLinksTabsPopupsAndFramesOfTheOriginNeedNoTokenOfTheirOwn(Page page) {
        page.open("plain.html");
        page.reload();
        assertThat(page.run(WORKS)).isEqualTo(42L);
        page.open("early-calls.html");
        // Java has let the page in that calls it before anything else, and looked for what it wants.
        page.awaitConsoleError(text -> text.contains("Cannot find module './line'"));
        page.open("plain.html");
        Page popup = page.opens(() -> page.run("window.open('plain.html')"));
        popup.eventually("return globalThis.valence?.remote.getGlobal('answer')", 42L);
        Page tab = page.newTab().open("plain.html");
        assertThat(tab.run(WORKS)).isEqualTo(42L);
        assertThat(page.run("""
                const frame = document.createElement('iframe')
                frame.src = 'plain.html'
                await new Promise(resolve => { frame.onload = resolve; document.body.append(frame) })
                return frame.contentWindow.valence.remote.getGlobal('answer')""")).isEqualTo(42L);
    }

    @Test
    void aSpentLaunchAddressStillOpensWhereTheBrowserIsAdmitted(Page page) {
        String address = java.main().launchAddress("plain.html").toString();
        page.open(address);
        page.open("about:blank");
        page.open(address);
        assertThat(page.run(WORKS)).isEqualTo(42L);
    }

    @Test
    void aPageWithoutATokenIsToldWhatToDoAndDoesNotHang(Page page) {
        try (MainProcess strict = MainProcess.builder()
                .global("answer", 42)
                .pages(PageExtension.fixtures())
                .start()) {
            page.open(strict.address().resolve("plain.html#valence=spent").toString());
            PageError refused = page.fails(WORKS);
            assertThat(refused.name()).isEqualTo("NotAdmittedError");
            assertThat(refused.text()).contains("MainProcess.launchAddress(page)");
            assertThat(page.fails("await valence.ready").name()).isEqualTo("NotAdmittedError");
            page.open(strict.address().resolve("status.html").toString());
            page.eventually("""
                    const { children: [bar] } = document.querySelector('valence-status').shadowRoot
                    return [bar.querySelector('span').textContent, bar.querySelector('button').hidden].join()""", "This page has to be opened from its application,true");
            assertThat(strict.holdings().sessions()).isZero();
            page.open("about:blank");
            page.open(strict.launchAddress("plain.html").toString());
            assertThat(page.run(WORKS)).isEqualTo(42L);
        }
        page.takeConsoleErrors();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noProcessHasATokenOrAKeyInItsCommandLine(Page page) throws IOException {
        String launch = java.main().launchAddress("plain.html").toString();
        page.open(launch);
        BrowserWindow window = java.main().openWindow("plain.html");
        String key = String.valueOf(window.webContents()
                .executeJavaScript("globalThis.__valence?.window.key ?? 'none'")
                .toCompletableFuture()
                .join());
        assertThat(key).hasSizeGreaterThan(20);
        List<String> secrets =
                List.of(String.valueOf(URI.create(launch).getFragment()).replace("valence=", ""), key);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            List<String> lines = processes
                    .filter(each -> each.getFileName().toString().matches("\\d+"))
                    .map(AdmissionIT::commandLine)
                    .toList();
            assertThat(lines)
                    .anyMatch(line -> line.contains("chrom"))
                    .noneMatch(line -> secrets.stream().anyMatch(line::contains));
        }
        window.destroy();
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
