package dev.valence.marshal;

import dev.valence.api.JavaScriptException;
import dev.valence.api.RemoteException;
import dev.valence.protocol.LogBudget;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What pages are told of an error outside of development. A message that the application, or Valence, has written for others crosses. What the
 * JDK and the virtual machine say of files, classes and hosts was written for programmers: the page gets a reference, and the log has the
 * rest beside it.
 */
final class Redaction {
    private static final Logger LOG = LoggerFactory.getLogger(Redaction.class);

    /** Thrown by the virtual machine in the middle of the application's own code, with the names of its classes. */
    private static final List<Class<? extends Throwable>> FAULTS = List.of(
            NullPointerException.class,
            ClassCastException.class,
            ArrayStoreException.class,
            LinkageError.class,
            VirtualMachineError.class);

    /** A class with its package; the class stays. */
    private static final Pattern QUALIFIED = Pattern.compile("\\b(?:[a-z_]\\w*\\.){2,}(?=[A-Z])");

    private final String kind;
    private final Throwable whole;
    private final LogBudget log;
    private @Nullable String message;

    /**
     * @param kind what the log calls it
     * @param whole the error of which this and its causes are told
     * @param log what it takes of the page
     */
    Redaction(String kind, Throwable whole, LogBudget log) {
        this.kind = kind;
        this.whole = whole;
        this.log = log;
    }

    /** Whether {@code thrown}, as it was made, may be told to a page. */
    static boolean mayBeTold(Throwable thrown) {
        if (thrown instanceof JavaScriptException || thrown instanceof RemoteException) {
            return true;
        }
        Throwable cause = thrown.getCause();
        // A message that only quotes the cause's is the cause's.
        StackTraceElement[] stack = thrown.getStackTrace();
        return FAULTS.stream().noneMatch(fault -> fault.isInstance(thrown))
                && (stack.length == 0 || !LogBudget.isOfJdk(stack[0]))
                && (cause == null || !cause.toString().equals(thrown.getMessage()) || mayBeTold(cause));
    }

    /** The message of an error that may be told. */
    static String messageOf(Throwable thrown) {
        String message = ErrorValues.messageOf(thrown);
        return thrown instanceof RemoteException && !(thrown instanceof JavaScriptException)
                ? QUALIFIED.matcher(message).replaceAll("")
                : message;
    }

    /**
     * In place of the message of one that may not. The log gets it under the same reference, once, unless it has had too many: then there
     * is no reference that anybody could look for.
     */
    String message() {
        if (message == null) {
            String reference = Long.toHexString(ThreadLocalRandom.current().nextLong() | 1L << 63);
            String line = kind + " " + reference + ": a page is told this reference and nothing more";
            message = log.tell(LOG, Level.ERROR, line, whole)
                    ? "Internal error (reference " + reference + " in the log of Java)"
                    : "Internal error (too many at once to be logged)";
        }
        return message;
    }
}
