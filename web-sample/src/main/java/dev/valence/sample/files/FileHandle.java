package dev.valence.sample.files;

import dev.valence.api.Exposed;
import java.io.IOException;

/** An ordinary file. */
@Exposed
public final class FileHandle extends Entry {

    FileHandle(Workspace workspace, Facts facts) {
        super(workspace, facts);
    }

    /** What can be shown of its content: an image, the beginning of a text, or the first bytes. */
    public Preview preview() {
        try {
            return PreviewReader.read(workspace.root().target(location));
        } catch (IOException problem) {
            throw FileException.of("read", name, problem);
        }
    }
}
