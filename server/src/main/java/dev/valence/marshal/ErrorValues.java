package dev.valence.marshal;

import dev.valence.api.JavaScriptException;
import dev.valence.invoke.CalleeException;
import dev.valence.invoke.Member;
import dev.valence.invoke.Member.PropertyMember;
import dev.valence.invoke.TypeCatalog;
import dev.valence.protocol.LogBudget;
import dev.valence.protocol.WireValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Exceptions as values, and what of an exception leaves the process: its name, message, causes and the properties that its class
 * exposes; the stack, and what was not written for pages, only in development ({@link Redaction}). Safe for any thread.
 */
public final class ErrorValues {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorValues.class);

    /** A chain of causes longer than this is cut: it is a cycle or of no use to anyone. */
    private static final int CAUSES = 16;

    private final TypeCatalog catalog;
    private final boolean isDevelopment;
    private final LogBudget log;

    /** @param isDevelopment whether all may leave the process, stacks too */
    public ErrorValues(TypeCatalog catalog, boolean isDevelopment) {
        this(catalog, isDevelopment, new LogBudget());
    }

    private ErrorValues(TypeCatalog catalog, boolean isDevelopment, LogBudget log) {
        this.catalog = catalog;
        this.isDevelopment = isDevelopment;
        this.log = log;
    }

    /** The same for one page, of whose errors the log takes only so many. */
    public ErrorValues ofPage() {
        return new ErrorValues(catalog, isDevelopment, log.ofPage());
    }

    /** What the log takes of what goes wrong here. */
    public LogBudget log() {
        return log;
    }

    /** The error that a page gets for {@code thrown}. */
    public WireValue.ErrorOf marshal(Throwable thrown) {
        return marshal(thrown, 0, new Redaction("Error", thrown, log));
    }

    /** The error that a page gets for a defect of Valence, which is logged. */
    public WireValue.ErrorOf marshalDefect(Throwable thrown) {
        if (isDevelopment) {
            log.tell(LOG, Level.ERROR, "A call failed for a reason of Valence's own", thrown);
            return marshal(thrown);
        }
        return redacted("Error", new Redaction("Defect of Valence", thrown, log), null, null, Map.of());
    }

    private WireValue.ErrorOf marshal(Throwable thrown, int depth, Redaction redaction) {
        Throwable cause = thrown.getCause();
        WireValue causeValue = cause == null || depth >= CAUSES ? null : cause(cause, depth + 1, redaction);
        Map<String, WireValue> members = members(thrown);
        WireValue code = members.remove("code");
        if (thrown instanceof JavaScriptException error) {
            return new WireValue.ErrorOf(
                    error.name(), messageOf(thrown), error.javaScriptStack(), code, causeValue, members);
        }
        if (isDevelopment) {
            return new WireValue.ErrorOf(
                    ErrorNames.nameOf(thrown), messageOf(thrown), stackOf(thrown), code, causeValue, members);
        }
        return Redaction.mayBeTold(thrown)
                ? new WireValue.ErrorOf(
                        ErrorNames.nameOf(thrown), Redaction.messageOf(thrown), null, code, causeValue, members)
                : redacted(ErrorNames.nameOf(thrown), redaction, code, causeValue, members);
    }

    private static WireValue.ErrorOf redacted(
            String name,
            Redaction redaction,
            @Nullable WireValue code,
            @Nullable WireValue cause,
            Map<String, WireValue> members) {
        return new WireValue.ErrorOf(name, redaction.message(), null, code, cause, members);
    }

    /** The cause of an error of the page may be any value. */
    private WireValue cause(Throwable cause, int depth, Redaction redaction) {
        WireValue reason = cause instanceof JavaScriptException thrown ? Scalars.marshal(thrown.reason()) : null;
        return reason == null ? marshal(cause, depth, redaction) : reason;
    }

    private Map<String, WireValue> members(Throwable thrown) {
        Map<String, WireValue> members = new LinkedHashMap<>();
        if (thrown instanceof JavaScriptException error) {
            error.members().forEach((name, value) -> put(members, name, value));
            return members;
        }
        catalog.exposed(thrown.getClass())
                .map(type -> type.membersOf(thrown))
                .ifPresent(all -> all.values().forEach(each -> readInto(members, each, thrown)));
        return members;
    }

    private static void readInto(Map<String, WireValue> members, Member member, Throwable thrown) {
        if (member instanceof PropertyMember property) {
            try {
                put(members, property.name(), property.read(thrown));
            } catch (CalleeException unreadable) {
                // The page is told of the error that happened; one in its getter must not take its place.
                members.putIfAbsent(property.name(), WireValue.UNDEFINED);
            }
        }
    }

    /** Only values without parts: an error must be able to cross whatever went wrong. */
    private static void put(Map<String, WireValue> members, String name, @Nullable Object value) {
        WireValue scalar = Scalars.marshal(value);
        if (scalar != null) {
            members.putIfAbsent(name, scalar);
        }
    }

    static String messageOf(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? "" : message;
    }

    private static String stackOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
