package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and scripts, and nothing beside them. */
class PageFilesTest {
    @TempDir
    private Path folder;

    private MainProcess main;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        Path pages = Files.createDirectories(folder.resolve("pages"));
        Files.writeString(pages.resolve("index.html"), "<p>welcome");
        Files.writeString(pages.resolve("täst.html"), "<p>umlaut");
        Files.createDirectories(pages.resolve("empty"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(pages.resolve("link.txt"), folder.resolve("secret.txt"));
        main = MainProcess.builder().admitAnyone().pages(pages).start();
        address = main.address();
    }

    @AfterEach
    void stop() {
        main.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/t%C3%A4st.html", "/valence/remote.js", "/valence/remote.mjs"})
    void pagesAndScriptsAreServedForPagesThatShareMemory(String path) {
        RawHttp served = RawHttp.get(address, path);

        assertThat(served.status()).isEqualTo(200);
        assertThat(served.body()).isNotEmpty();
        assertThat(served.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(served.header("Cross-Origin-Embedder-Policy")).isEqualTo("require-corp");
        assertThat(served.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(served.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(served.header("Cache-Control")).isEqualTo("no-store");
        assertThat(served.header("Server")).isEmpty();
    }

    @Test
    void pagesThatMayHibernateAreKeptAndAskedForAgainAndScriptsAreNot() {
        try (MainProcess caching = hibernating()) {
            assertThat(RawHttp.get(caching.address(), "/index.html").header("Cache-Control"))
                    .isEqualTo("no-cache");
            assertThat(RawHttp.get(caching.address(), "/valence/remote.js").header("Cache-Control"))
                    .isEqualTo("no-store");
        }
    }

    @Test
    void aPageThatMayHibernateIsNeverCalledUnchangedInWordsThatForbidIt() {
        try (MainProcess caching = hibernating()) {
            RawHttp first = RawHttp.get(caching.address(), "/index.html");
            RawHttp again = RawHttp.send(
                    caching.address(),
                    "GET /index.html HTTP/1.1\nHost: HERE\nIf-None-Match: " + first.header("ETag")
                            + "\nIf-Modified-Since: " + first.header("Last-Modified"),
                    "");

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.header("Cache-Control")).isEqualTo("no-cache");
        }
    }

    private MainProcess hibernating() {
        return MainProcess.builder()
                .pages(folder.resolve("pages"))
                .backForwardCache(true)
                .start();
    }

    @Test
    void scriptsAreScripts() {
        assertThat(RawHttp.get(address, "/valence/remote.js").header("Content-Type"))
                .startsWith("text/javascript");
        assertThat(RawHttp.get(address, "/valence/remote.mjs").header("Content-Type"))
                .startsWith("text/javascript");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/..%5csecret.txt",
                "/x/../../secret.txt",
                "/..;/secret.txt",
                "//../secret.txt",
                "/link.txt",
                "/valence/../../secret.txt",
                "/valence/..%2f..%2fsecret.txt",
                "/valence/%2e%2e/index.html%00",
                "/valence/../../../dev/valence/MainProcess.class"
            })
    void nothingBesideThePagesIsReached(String path) {
        RawHttp served = RawHttp.get(address, path);

        assertThat(served.status()).isIn(400, 403, 404);
        assertThat(served.body()).doesNotContain("secret\n").doesNotStartWith("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere.html", "/empty/", "/valence/", "/valence/nothing.js", "/valence/remote.js/"})
    void whatIsNotThereIsNotFoundAndNoFolderIsListed(String path) {
        assertThat(RawHttp.get(address, path).status()).isIn(403, 404);
    }
}
