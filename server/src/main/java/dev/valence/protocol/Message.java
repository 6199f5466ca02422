package dev.valence.protocol;

import java.util.List;

/** A JSON-RPC 2.0 message. The first five come in; {@link Call} and {@link Notice} are what Java sends of its own accord. */
public sealed interface Message {
    /**
     * The page wants an answer.
     *
     * @param keep whether it may refer to the answer before it has it
     */
    record Request(RawJson id, String method, Params params, boolean keep) implements Message {}

    /** The page wants none. */
    record Notification(String method, Params params) implements Message {}

    /** A result, in either direction. */
    record Response(RawJson id, WireValue result) implements Message {}

    /** An error, in either direction. */
    record Failure(RawJson id, WireError error) implements Message {}

    /** What came in is no message. It is answered by {@link #asFailure}. */
    record Invalid(RawJson id, ErrorCode code, String reason) implements Message {
        public Failure asFailure() {
            return new Failure(id, WireError.of(code, reason));
        }
    }

    /** Java wants an answer from the page. */
    record Call(long id, String method, List<WireValue> params) implements Message {}

    /** Java tells the page. */
    record Notice(String method, List<WireValue> params) implements Message {}
}
