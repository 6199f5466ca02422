package dev.valence.marshal;

import dev.valence.api.DeadlineException;
import dev.valence.api.DeadlockException;
import dev.valence.api.LimitException;
import dev.valence.api.MarshalException;
import dev.valence.api.NoMatchException;
import dev.valence.api.NoSuchMemberException;
import dev.valence.api.NoSuchModuleException;
import dev.valence.api.NotAdmittedException;
import dev.valence.api.NotExposedException;
import dev.valence.api.NotPermittedException;
import dev.valence.api.NotSupportedException;
import dev.valence.api.SequenceException;
import dev.valence.api.SessionLostException;
import dev.valence.api.StaleReferenceException;
import dev.valence.protocol.ErrorCode;
import java.util.Map;

/** Which exception is which error on the wire. */
public final class ErrorNames {
    private static final Map<Class<?>, ErrorCode> CODES = Map.ofEntries(
            Map.entry(NoSuchModuleException.class, ErrorCode.NO_SUCH_MODULE),
            Map.entry(NoSuchMemberException.class, ErrorCode.NO_SUCH_MEMBER),
            Map.entry(NoMatchException.class, ErrorCode.NO_MATCH),
            Map.entry(StaleReferenceException.class, ErrorCode.STALE_REFERENCE),
            Map.entry(NotAdmittedException.class, ErrorCode.NOT_ADMITTED),
            Map.entry(NotExposedException.class, ErrorCode.NOT_EXPOSED),
            Map.entry(MarshalException.class, ErrorCode.CANNOT_MARSHAL),
            Map.entry(NotSupportedException.class, ErrorCode.NOT_SUPPORTED),
            Map.entry(DeadlockException.class, ErrorCode.DEADLOCK),
            Map.entry(DeadlineException.class, ErrorCode.DEADLINE),
            Map.entry(SequenceException.class, ErrorCode.WRONG_SEQUENCE),
            Map.entry(SessionLostException.class, ErrorCode.SESSION_LOST),
            Map.entry(LimitException.class, ErrorCode.LIMIT),
            Map.entry(NotPermittedException.class, ErrorCode.NOT_PERMITTED));

    private ErrorNames() {}

    /** The code of {@code thrown}; {@link ErrorCode#APPLICATION} for all that is not of Valence. */
    public static ErrorCode codeOf(Throwable thrown) {
        return CODES.getOrDefault(thrown.getClass(), ErrorCode.APPLICATION);
    }

    /** The {@code name} that the error has in the page. */
    static String nameOf(Throwable thrown) {
        ErrorCode code = codeOf(thrown);
        return code == ErrorCode.APPLICATION ? thrown.getClass().getSimpleName() : code.errorName();
    }
}
