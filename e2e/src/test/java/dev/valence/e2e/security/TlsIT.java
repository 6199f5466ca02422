package dev.valence.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Browser;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A page that is served encrypted is a page like any other. */
class TlsIT {
    @TempDir
    static Path folder;

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.global("answer", 42).tls(certificate(), "changeit"::toCharArray));

    private static Path certificate() {
        Path keyStore = folder.resolve("server.p12");
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-validity",
                            "2",
                            "-dname",
                            "CN=localhost",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            keyStore.toString(),
                            "-storepass",
                            "changeit")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return keyStore;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pagesCallJavaByHttpsAndWss() {
        try (Browser trusting = Browser.launch("--ignore-certificate-errors")) {
            Page page = java.pageIn(trusting);
            page.open("plain.html");
            assertThat(page.run("return [location.protocol, crossOriginIsolated, remote.getGlobal('answer')]"))
                    .hasToString("[https:, true, 42]");
            page.awaitSocket();
        }
        java.awaitNothingHeld();
    }
}
