package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Capability;
import dev.valence.api.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from capabilities.json, and what is said of one that is wrong. */
class CapabilitiesFileTest {
    private static List<Capability> read(String json) {
        return CapabilitiesFile.parse("c.json", Path.of("/app"), json.replace('\'', '"'))
                .all();
    }

    @Test
    void aFileSaysAllThatJavaCan() {
        Capability read = read("""
                {'$schema': 'capabilities.schema.json', 'capabilities': [{
                  'windows': ['viewer-*'], 'origins': ['https://a.test'], 'principals': ['ann'],
                  'modules': ['files'], 'globals': ['state'], 'builtins': ['app'],
                  'members': ['Files.*'], 'deny': ['Files.delete'],
                  'scopes': [{'member': 'Files.read', 'folder': 'data'},
                             {'member': 'Files.open', 'argument': 1, 'schemes': ['https']},
                             {'member': 'Files.as', 'values': ['text', 'image/*']}],
                  'description': 'Reads files.', 'identifier': 'viewer'}]}""").get(0);

        assertThat(read.identifier()).isEqualTo("viewer");
        assertThat(read.description()).isEqualTo("Reads files.");
        assertThat(read.windows()).containsExactly("viewer-*");
        assertThat(read.origins()).containsExactly("https://a.test");
        assertThat(read.principals()).containsExactly("ann");
        assertThat(read.modules()).containsExactly("files");
        assertThat(read.globals()).containsExactly("state");
        assertThat(read.builtins()).containsExactly("app");
        assertThat(read.members()).containsExactly("Files.*");
        assertThat(read.denied()).containsExactly("Files.delete");
        assertThat(read.scopes())
                .containsExactly(
                        new Scope.Folder("Files.read", 0, Path.of("/app/data")),
                        new Scope.Schemes("Files.open", 1, List.of("https")),
                        new Scope.Values("Files.as", 0, List.of("text", "image/*")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                    | 1 | no JSON",
                "[]                                                   | 1 | here is an object with",
                "{}                                                   | 1 | `\"capabilities\" is missing`",
                "{'capabilities': [], 'version': 1}                   | 1 | this is not known here; there are $schema, capabilities",
                "{'capabilities': []} x                               | 1 | no JSON",
                "{'capabilities': []} {}                              | 1 | behind the end",
                "{'capabilities': [{}]}                               | 1 | a capability has an",
                "{'capabilities': [{'identifier': 'a b'}]}            | 1 | An identifier has 1 to 100 letters",
                "{'capabilities': [{'identifier': 'a', 'module': []}]}| 1 | at /capabilities/0/module: this is not known here; there are builtins, deny",
                "{'capabilities': [{'identifier': 'a', 'modules': 'x'}]} | 1 | at /capabilities/0/modules: here is a list of strings wanted",
                "{'capabilities': [{'identifier': 'a', 'modules': [7]}]} | 1 | at /capabilities/0/modules/0: here is a string wanted",
                "{'capabilities': [{'identifier': 'a', 'identifier': 'b'}]} | 1 | Duplicate",
                "{'capabilities': [{'identifier': 'a'}, {'identifier': 'a'}]} | 1 | Two capabilities are called 'a'",
                "{'capabilities': [{'identifier': 'a', 'scopes': [{'member': 'A.b'}]}]} | 1 | either a",
                "{'capabilities': [{'identifier': 'a', 'scopes': [{'member': 'A.b', 'folder': 'x', 'values': []}]}]} | 1 | either a",
                "{'capabilities': [{'identifier': 'a', 'scopes': [{'member': 'A.b', 'argument': -1, 'folder': 'x'}]}]} | 1 | Arguments count from 0",
                "{'capabilities': [{'identifier': 'a', 'scopes': [{'member': 'A.b', 'schemes': ['https:']}]}]} | 1 | is no scheme of URLs"
            })
    void whatIsWrongIsToldWithItsPlace(String json, int line, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("c.json, line " + line)
                .hasMessageContaining(message);
    }

    @Test
    void theLineIsThatOfTheMistake() {
        assertThatThrownBy(() -> read("{'capabilities': [\n{'identifier': 'a',\n'windows': true}]}"))
                .hasMessageStartingWith("c.json, line 3, at /capabilities/0/windows: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'capabilities': ~[{'identifier': 'a'}     | c.json, line 2, column 21: no JSON: Unexpected end",
                "{'capabilities': ~ [x]}                    | c.json, line 2, column 3: no JSON: Unrecognized token 'x'",
                "{'capabilities': [~{'identifier': 'a',}]}  | c.json, line 2, column 20: no JSON: Unexpected character",
                "~{}                                        | c.json, line 2: `\"capabilities\" is missing`",
                "{'capabilities': []}~~{}                   | c.json, line 3: there is something behind the end",
                "{'capabilities': [{'identifier': 'a'},~{'identifier': 'a'}]} | c.json, line 2, at /capabilities/1: Two capabilities are called 'a'"
            })
    void aPlaceIsSaidInPlainWords(String json, String message) {
        assertThatThrownBy(() -> read(json.replace('~', '\n')))
                .hasMessageStartingWith(message.replace("`", ""))
                .message()
                .doesNotContain("Source", "REDACTED", "StreamReadFeature", "]");
    }

    @Test
    void aFileIsReadFromTheDiskAndItsFoldersFromWhereItIs(@TempDir Path disk) throws IOException {
        Path file = Files.writeString(
                disk.resolve("capabilities.json"),
                "{\"capabilities\":[{\"identifier\":\"a\",\"scopes\":[{\"member\":\"A.b\",\"folder\":\"in\"}]}]}");

        assertThat(CapabilitiesFile.read(file).all().get(0).scopes())
                .containsExactly(new Scope.Folder("A.b", 0, disk.resolve("in")));
        assertThatThrownBy(() -> CapabilitiesFile.read(disk.resolve("missing.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.json: there is no such file");
        assertThatThrownBy(() -> CapabilitiesFile.readResource("missing.json"))
                .hasMessage("There is no missing.json on the class path");
    }

    @Test
    void onTheClassPathFoldersAreAbsolute() {
        assertThatThrownBy(
                        () -> CapabilitiesFile.parse(
                                "c.json",
                                null,
                                "{\"capabilities\":[{\"identifier\":\"a\",\"scopes\":[{\"member\":\"A.b\",\"folder\":\"in\"}]}]}"))
                .hasMessageContaining("is not absolute");
    }
}
