package dev.valence.session;

import dev.valence.electron.BrowserWindow;
import dev.valence.policy.Policy;
import dev.valence.protocol.LineBudget;
import java.security.Principal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who used, or tried to use, what. Never with what was given: arguments hold what is private. What is permitted is told at debug level; what
 * is not as a warning, of one page and of one visitor no faster than it could be read. Safe for any thread.
 */
final class Audit {
    /** Warnings at once; one more for each further second. A page that hits its bounds by mistake makes a few. */
    static final int BURST = 20;

    static final int PER_SECOND = 1;

    /** No name that a page makes up fills the log. */
    private static final int LONGEST = 200;

    private static final Logger LOG = LoggerFactory.getLogger("dev.valence.audit");

    private final Session session;
    private final WindowOfPage window;
    private final AuditBudgets.OfVisitor ofVisitor;
    private final LineBudget ofPage = new LineBudget(BURST, PER_SECOND, System.nanoTime());

    /** @param budgets of all visitors of this main process */
    Audit(Session session, WindowOfPage window, AuditBudgets budgets) {
        this.session = session;
        this.window = window;
        this.ofVisitor = budgets.of(session.visitor());
    }

    /** @param what was asked for: an expression of the page, or a method of the wire and a member */
    void permitted(String what) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("permitted {} to {}", clean(what), who());
        }
    }

    /** Also where the debug level is on, nothing is put together for it. */
    boolean tellsPermitted() {
        return LOG.isDebugEnabled();
    }

    /** @param what as {@link #permitted} */
    void denied(String what, Policy policy) {
        warn(what, () -> "to which apply " + policy.identifiers());
    }

    /**
     * It would be permitted with other arguments.
     *
     * @param what as {@link #permitted}
     * @param refusal which argument is wrong, and what it has to be; not what it is
     */
    void denied(String what, Policy policy, String refusal) {
        warn(what, () -> "to which apply " + policy.identifiers() + ": " + clean(refusal));
    }

    /** @param what as {@link #permitted} */
    void prevented(String what) {
        warn(what, () -> "because a listener of the application prevented it");
    }

    private void warn(String what, Supplier<String> why) {
        long leftOut = ofVisitor.admit(ofPage, System.nanoTime());
        if (leftOut >= 0) {
            String more = leftOut == 0 ? "" : "; " + leftOut + " more of this visitor were not told";
            LOG.warn("denied {} to {}, {}{}", clean(what), who(), why.get(), more);
        }
    }

    private String who() {
        String where =
                window.own().map(own -> "window " + own.id() + named(own)).orElse("no window of ours");
        return "renderer '" + clean(session.id()) + "' of "
                + session.origin().map(Audit::clean).orElse("no origin") + " in " + where
                + session.principal().map(Audit::user).orElse("");
    }

    private static String named(BrowserWindow window) {
        return window.name().map(name -> " '" + clean(name) + "'").orElse("");
    }

    private static String user(Principal principal) {
        return " for '" + clean(principal.getName()) + "'";
    }

    /** One line of printable text, whatever a page calls something. */
    static String clean(@Nullable String text) {
        String whole = String.valueOf(text);
        StringBuilder cleaned = new StringBuilder();
        whole.codePoints().limit(LONGEST).forEach(each -> {
            if (isPrintable(each)) {
                cleaned.appendCodePoint(each);
            } else {
                cleaned.append("\\u%04x".formatted(each));
            }
        });
        return whole.codePointCount(0, whole.length()) > LONGEST ? cleaned + "…" : cleaned.toString();
    }

    /** Line breaks, controls and what turns the direction of writing can make one line look like another. */
    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
