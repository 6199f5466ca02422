package dev.valence.sample.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0};

    @TempDir
    Path folder;

    private Preview preview(byte[] content) throws IOException {
        Files.write(folder.resolve("file"), content);
        try (Workspace workspace = Workspace.open(folder)) {
            return ((FileHandle) workspace.fileSystem().root.entries().get(0)).preview();
        }
    }

    @Test
    void textIsShownAsWhatItIsEncodedIn() throws IOException {
        assertThat(preview("Grüße\n".getBytes(UTF_8))).isEqualTo(new Preview.Text("Grüße\n", "UTF-8", false));
        assertThat(preview("Grüße\r\n".getBytes(ISO_8859_1)))
                .isEqualTo(new Preview.Text("Grüße\r\n", "Windows-1252", false));
        assertThat(preview("\uFEFFGrüße".getBytes(UTF_16LE))).isEqualTo(new Preview.Text("Grüße", "UTF-16 LE", false));
        assertThat(preview("\uFEFFGrüße".getBytes(UTF_8)))
                .isEqualTo(new Preview.Text("Grüße", "UTF-8 with byte order mark", false));
    }

    @Test
    void longTextIsCutBetweenCharactersAndSaysSo() throws IOException {
        byte[] euros = "€".repeat(PreviewReader.TEXT_BYTES / 3 + 10).getBytes(UTF_8);

        Preview.Text text = (Preview.Text) preview(euros);

        assertThat(text.cut()).isTrue();
        assertThat(text.encoding()).isEqualTo("UTF-8");
        assertThat(text.text()).hasSize(PreviewReader.TEXT_BYTES / 3).matches("€+");
    }

    @Test
    void textOfExactlyTheLimitIsWhole() throws IOException {
        Preview.Text text =
                (Preview.Text) preview("x".repeat(PreviewReader.TEXT_BYTES).getBytes(UTF_8));

        assertThat(text.cut()).isFalse();
        assertThat(text.text()).hasSize(PreviewReader.TEXT_BYTES);
    }

    @Test
    void imageIsKnownByItsBytesAndComesWhole() throws IOException {
        byte[] content = Arrays.copyOf(PNG, PreviewReader.TEXT_BYTES * 2);

        Preview.Image image = (Preview.Image) preview(content);

        assertThat(image.mediaType()).isEqualTo("image/png");
        assertThat(image.bytes().array()).isEqualTo(content);
        assertThat(preview("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8)))
                .isInstanceOf(Preview.Image.class);
    }

    @Test
    void imageBeyondTheLimitIsNotRead() throws IOException {
        assertThat(preview(Arrays.copyOf(PNG, PreviewReader.IMAGE_BYTES))).isInstanceOf(Preview.Image.class);
        assertThat(preview(Arrays.copyOf(PNG, PreviewReader.IMAGE_BYTES + 1))).isInstanceOf(Preview.Nothing.class);
    }

    @Test
    void otherBytesAreShownInHexadecimal() throws IOException {
        Preview.Text dump = (Preview.Text) preview(new byte[] {0, 1, 'J', 'a', 'v', 'a', (byte) 0xFF});

        assertThat(dump.encoding()).isEqualTo("binary");
        assertThat(dump.text()).isEqualTo("0000  00 01 4a 61 76 61 ff" + " ".repeat(29) + "··Java·\n");
    }

    @Test
    void emptyFileSaysSo() throws IOException {
        assertThat(preview(new byte[0])).isEqualTo(new Preview.Nothing("This file is empty."));
    }
}
