package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.api.MarshalException;
import dev.valence.api.RemoteException;
import dev.valence.api.RendererGoneException;
import dev.valence.invoke.CalleeException;
import dev.valence.marshal.ErrorNames;
import dev.valence.marshal.ErrorValues;
import dev.valence.protocol.ErrorCode;
import dev.valence.protocol.WireError;
import dev.valence.protocol.WireValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Throwable → what the page is told. The one place that decides what of an error leaves the process. */
final class ErrorMapper {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

    private final ErrorValues values;

    ErrorMapper(ErrorValues values) {
        this.values = values;
    }

    /** Always tells something: an exception of the application may fail when it is asked for its message. */
    WireError map(Throwable thrown) {
        try {
            return judge(thrown);
        } catch (RuntimeException unreadable) {
            String line = "An error of " + thrown.getClass().getName() + " cannot be told";
            values.log().tell(LOG, Level.ERROR, line, unreadable);
            return WireError.of(ErrorCode.INTERNAL_ERROR, "Internal error");
        }
    }

    /** An error of Valence, or of a getter, setter or constructor, crosses as it is (Electron F-82, F-83). */
    private WireError judge(Throwable thrown) {
        if (thrown instanceof CallFailedException failed) {
            return mapCall(failed);
        }
        if (thrown instanceof KeptAnswer.FailedException same) {
            return same.error();
        }
        if (thrown instanceof NotRemoteException notRemote) {
            return new WireError(
                    ErrorCode.NOT_REMOTE.code(),
                    notRemote.reason(),
                    values.marshal(new MarshalException(notRemote.reason())));
        }
        if (thrown instanceof CalleeException callee) {
            return mapAsItIs(callee.thrown());
        }
        if (thrown instanceof RemoteException) {
            return mapAsItIs(thrown);
        }
        WireValue.ErrorOf error = values.marshalDefect(thrown);
        return new WireError(ErrorCode.INTERNAL_ERROR.code(), "Internal error", error);
    }

    private WireError mapAsItIs(Throwable thrown) {
        WireValue.ErrorOf error = values.marshal(thrown);
        return new WireError(ErrorNames.codeOf(thrown).code(), error.message(), error);
    }

    /**
     * In Electron's words and with the original as its cause (F-80). Name, code and own members are those of the original, so that
     * a page need not dig for them.
     */
    private WireError mapCall(CallFailedException failed) {
        WireValue.ErrorOf cause = values.marshal(failed.thrown());
        String underlying = cause.message().isEmpty() ? cause.name() : cause.name() + ": " + cause.message();
        String message = "Could not call remote " + failed.kind() + " '" + failed.name() + "'. Check that the "
                + failed.kind() + " signature is correct. Underlying error: " + underlying;
        WireValue.ErrorOf error =
                new WireValue.ErrorOf(cause.name(), message, cause.stack(), cause.code(), cause, cause.members());
        return new WireError(ErrorNames.codeOf(failed.thrown()).code(), message, error);
    }

    /** In place of an error that cannot be sent. As short as can be. */
    static WireError unsendable(RuntimeException reason) {
        return reason instanceof LimitException
                ? WireError.of(
                        ErrorCode.LIMIT, "This failed, and its error is too long to be sent (Limits.outboxBytes)")
                : WireError.of(ErrorCode.INTERNAL_ERROR, "Internal error");
    }

    /** The error of a request that refers to a promise which was broken for {@code reason}. */
    static WireError reason(WireValue reason) {
        return reason instanceof WireValue.ErrorOf error
                ? new WireError(ErrorCode.APPLICATION.code(), error.message(), error)
                : WireError.of(ErrorCode.APPLICATION, "What this refers to was rejected, by a value that is no error");
    }

    /** Electron's words for a function whose page is gone (F-89). */
    static RendererGoneException gone(String location) {
        String where = location.isEmpty() ? "" : " Function provided here: " + location + ".";
        return new RendererGoneException(
                "Attempting to call a function in a renderer window that has been closed or released." + where);
    }
}
