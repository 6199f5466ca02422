package dev.valence.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.valence.api.Scope;
import dev.valence.protocol.WireValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an argument has to be: threats 22 and 23, with what people have got out of folders by. */
class ScopesTest {
    @TempDir
    Path disk;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectories(disk.resolve("folder"));
        Files.writeString(folder.resolve("inside.txt"), "");
        Files.createDirectories(folder.resolve("sub"));
        Path outside = Files.createDirectories(disk.resolve("folder-of-others"));
        Files.writeString(outside.resolve("secret.txt"), "");
        Files.createSymbolicLink(folder.resolve("out"), outside);
        Files.createSymbolicLink(folder.resolve("secret"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("dangling"), outside.resolve("not-yet"));
        Files.createSymbolicLink(folder.resolve("in"), folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        Files.createSymbolicLink(disk.resolve("way-in"), folder);
    }

    private boolean leadsIn(String path) {
        Scope scope = new Scope.Folder("Files.read", 0, folder);
        return new ArgumentScope(scope).refusal(List.of(new WireValue.Plain(path))) == null;
    }

    private static WireValue list(WireValue... values) {
        return new WireValue.ListOf(List.of(values));
    }

    private String at(String path) {
        return path.replace("FOLDER", folder.toString()).replace("DISK", disk.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FOLDER",
                "FOLDER/",
                "FOLDER/inside.txt",
                "FOLDER/./inside.txt",
                "FOLDER//inside.txt",
                "FOLDER/sub/new/file.txt",
                "FOLDER/in/new.txt",
                "FOLDER/...",
                "FOLDER/..name",
                "FOLDER/%2e%2e",
                "DISK/way-in/inside.txt"
            })
    void whatIsInTheFolderIsPermitted(String path) {
        assertThat(leadsIn(at(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "/",
                "DISK",
                "inside.txt",
                "/etc/passwd",
                "FOLDER/..",
                "FOLDER/../folder-of-others/secret.txt",
                "FOLDER/../folder/inside.txt",
                "FOLDER/sub/../inside.txt",
                "FOLDER/not-there/../../folder-of-others/secret.txt",
                "FOLDER/out",
                "FOLDER/out/secret.txt",
                "FOLDER/out/new.txt",
                "FOLDER/secret",
                "FOLDER/dangling",
                "FOLDER/dangling/x",
                "FOLDER/loop",
                "FOLDER/loop/x",
                "FOLDER-of-others/secret.txt",
                "FOLDER/inside.txt\0.png",
                "\0",
                "FOLDER%2f..%2f..%2fetc%2fpasswd",
                "file:///etc/passwd",
                "FOLDER\\..\\..\\etc"
            })
    void whatLeadsOutIsRefused(String path) {
        assertThat(leadsIn(at(path))).isFalse();
    }

    @Test
    void aVeryLongPathIsRefused() {
        assertThat(leadsIn(folder + "/a".repeat(20_000))).isFalse();
        assertThat(leadsIn(folder + "/" + "a".repeat(1_000_000))).isFalse();
    }

    static Stream<Arguments> noStrings() {
        return Stream.of(
                arguments(List.of(), "argument 0 is missing"),
                arguments(List.of(WireValue.UNDEFINED), "argument 0 is no string"),
                arguments(List.of(WireValue.NULL), "argument 0 is no string"),
                arguments(List.of(new WireValue.Plain(7)), "argument 0 is no string"),
                arguments(List.of(new WireValue.Remote(1)), "argument 0 is no string"),
                arguments(List.of(new WireValue.ObjectOf("Object", Map.of())), "argument 0 is no string"),
                arguments(List.of(list(new WireValue.Plain(7))), "argument 0 is no string"));
    }

    @ParameterizedTest
    @MethodSource("noStrings")
    void whatIsNoStringIsRefused(List<WireValue> given, String reason) {
        assertThat(new ArgumentScope(new Scope.Folder("Files.read", 0, folder)).refusal(given))
                .isEqualTo(reason);
    }

    @Test
    void ofAListEachHasToFit() {
        ArgumentScope scope = new ArgumentScope(new Scope.Values("Files.read", 1, List.of("a*")));
        WireValue first = new WireValue.Plain("whatever");

        assertThat(scope.refusal(List.of(first, list(new WireValue.Plain("a"), new WireValue.Plain("ab")))))
                .isNull();
        assertThat(scope.refusal(List.of(first, list(new WireValue.Plain("a"), new WireValue.Plain("b")))))
                .isEqualTo("argument 1 is none of [a*]");
    }

    @Test
    void ofVarArgsEachHasToFit() {
        WireValue good = new WireValue.Plain("a");
        WireValue bad = new WireValue.Plain("b");
        ArgumentScope scope = new ArgumentScope(new Scope.Values("Files.read", 1, List.of("a*")));

        assertThat(scope.of(2).refusal(List.of(bad, good, bad))).isNull();
        for (int varArgs : new int[] {0, 1}) {
            ArgumentScope all = scope.of(varArgs);
            assertThat(all.refusal(List.of(bad, good, good))).isNull();
            assertThat(all.refusal(List.of(bad, good, bad))).isEqualTo("argument 2 is none of [a*]");
            assertThat(all.refusal(List.of(bad, good, WireValue.UNDEFINED))).isEqualTo("argument 2 is no string");
            assertThat(all.refusal(List.of(bad))).isEqualTo("argument 1 is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org", "HTTPS://example.org/a?b#c", "mailto:someone@example.org"})
    void aUrlOfTheSchemesIsPermitted(String url) {
        assertThat(refusalOf(url)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "//example.org",
                "example.org",
                "http://example.org",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "java\nscript:alert(1)",
                " https://example.org",
                "https\t://example.org",
                "https://example.org/\nnext",
                "\0https://example.org",
                "https",
                "httpsx://example.org",
                "vbscript:https://",
                "data:text/html,https:",
                "ms-settings:privacy"
            })
    void anyOtherAddressIsRefused(String url) {
        assertThat(refusalOf(url)).isEqualTo("argument 0 is no URL of [https, mailto]");
    }

    private static String refusalOf(String url) {
        Scope scope = new Scope.Schemes("Shell.openExternal", 0, List.of("https", "mailto"));
        return new ArgumentScope(scope).refusal(List.of(new WireValue.Plain(url)));
    }
}
