package dev.valence.sample.files;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import java.nio.ByteBuffer;

/** What a page shows of a file. It crosses by copy: content is a value, not an object. */
public sealed interface Preview {

    /**
     * @param encoding its name, for the person
     * @param cut whether the file goes on after {@code text}
     */
    @Exposed
    @Copy
    record Text(String text, String encoding, boolean cut) implements Preview {}

    /**
     * @param mediaType such as {@code image/png}
     * @param bytes the whole file; the page makes a Blob of it
     */
    @Exposed
    @Copy
    record Image(String mediaType, ByteBuffer bytes) implements Preview {}

    /** @param reason why there is nothing to show */
    @Exposed
    @Copy
    record Nothing(String reason) implements Preview {}
}
