package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a request is directed at.
 *
 * @param id of a reference or of a class; of a request, where the target is the answer to it
 */
public record Target(long id, boolean isAnswer) {
    /** Null where what comes is no target. The parser stands at its last token afterwards. */
    static @Nullable Target read(JsonParser parser) throws IOException {
        if (StraightMethod.isLong(parser)) {
            return new Target(parser.getLongValue(), false);
        }
        boolean isTagged = parser.currentToken() == JsonToken.START_OBJECT;
        return isTagged && WireReader.read(parser, Attachments.none()) instanceof WireValue.Answer answer
                ? new Target(answer.requestId(), true)
                : null;
    }

    @Override
    public String toString() {
        return isAnswer ? "answer " + id : String.valueOf(id);
    }
}
