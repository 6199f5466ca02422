package dev.valence.protocol;

/** Why a request failed: the codes of JSON-RPC 2.0 (section 5.1) and those of Valence. */
public enum ErrorCode {
    PARSE_ERROR(-32700, "ParseError"),
    INVALID_REQUEST(-32600, "InvalidRequestError"),
    METHOD_NOT_FOUND(-32601, "MethodNotFoundError"),
    INVALID_PARAMS(-32602, "InvalidParamsError"),
    INTERNAL_ERROR(-32603, "InternalError"),
    /** The application's own code threw. */
    APPLICATION(-32000, "Error"),
    NO_SUCH_MODULE(-32001, "NoSuchModuleError"),
    NO_SUCH_MEMBER(-32002, "NoSuchMemberError"),
    NO_MATCH(-32003, "NoMatchError"),
    STALE_REFERENCE(-32004, "StaleReferenceError"),
    NOT_EXPOSED(-32005, "NotExposedError"),
    CANNOT_MARSHAL(-32006, "MarshalError"),
    NOT_SUPPORTED(-32007, "NotSupportedError"),
    DEADLOCK(-32008, "DeadlockError"),
    DEADLINE(-32009, "DeadlineError"),
    WRONG_SEQUENCE(-32010, "SequenceError"),
    SESSION_LOST(-32011, "SessionLostError"),
    LIMIT(-32012, "LimitError"),
    /** The answer that a request is directed at is no remote object, or has no such member: the page has to do it to the value. */
    NOT_REMOTE(-32013, "MarshalError"),
    NOT_PERMITTED(-32014, "NotPermittedError"),
    /** Nothing entitles whoever asks to a session. */
    NOT_ADMITTED(-32015, "NotAdmittedError");

    private final int code;
    private final String errorName;

    ErrorCode(int code, String errorName) {
        this.code = code;
        this.errorName = errorName;
    }

    public int code() {
        return code;
    }

    /** The {@code name} of the error in the page. */
    public String errorName() {
        return errorName;
    }
}
