package dev.valence.session;

import dev.valence.api.NotPermittedException;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.RemoteRequests.Answer;
import dev.valence.electron.RemoteRequests.Kind;
import dev.valence.invoke.CalleeException;
import dev.valence.invoke.ClassView;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.Invoker;
import dev.valence.invoke.Typed;
import dev.valence.invoke.View;
import dev.valence.policy.Policy;
import dev.valence.policy.Verdict;
import dev.valence.policy.Who;
import dev.valence.protocol.WireValue;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one page may use, and the one place that is asked before it does. Its policy is settled when it asks for the first time, on the
 * thread of its work, when a listener may have named its window; and stays as it is until the session ends: another document is another
 * session. Safe for any thread.
 */
final class Permissions {
    private final Session session;
    private final Application application;
    private final WindowOfPage window;
    private final Audit audit;
    private volatile @Nullable Policy settled;

    Permissions(Session session, Application application, WindowOfPage window, AuditBudgets budgets) {
        this.session = session;
        this.application = application;
        this.window = window;
        this.audit = new Audit(session, window, budgets);
    }

    /** What the page may use. */
    Policy policy() {
        Policy known = settled;
        return known == null ? settle() : known;
    }

    private synchronized Policy settle() {
        Policy known = settled;
        if (known == null) {
            Visitor visitor = session.visitor();
            String name = window.own().flatMap(BrowserWindow::name).orElse(null);
            known = application.policies().of(new Who(visitor.origin(), visitor.principal(), name));
            settled = known;
        }
        return known;
    }

    /**
     * What {@code remote} gives for what it is asked. Listeners of Java are asked first and may give anything: they are the application, which
     * could have declared it.
     *
     * @param name of what is asked for; null where it has none
     * @param isPermitted whether the policy of the page has it
     * @param found what it is given where nobody objects
     */
    Typed asked(Kind kind, @Nullable String name, Predicate<Policy> isPermitted, Supplier<Typed> found) {
        String asked = kind.asked(String.valueOf(name));
        Answer answer = listeners(kind, name);
        if (answer.isGiven()) {
            audit.permitted(asked + ", by a listener,");
            return Typed.of(answer.given(), asked);
        }
        if (answer.isPrevented()) {
            audit.prevented(asked);
            throw new NotPermittedException("Blocked " + asked);
        }
        if (!isPermitted.test(policy())) {
            audit.denied(asked, policy());
            throw new NotPermittedException("Blocked " + asked + why());
        }
        audit.permitted(asked);
        return found.get();
    }

    /** What a listener throws is the application's error. */
    private Answer listeners(Kind kind, @Nullable String name) {
        try {
            return application
                    .requests()
                    .ask(
                            kind,
                            name,
                            window.knownContents().orElse(null),
                            () -> window.window().webContents());
        } catch (RuntimeException thrown) {
            throw new CalleeException(thrown);
        }
    }

    /** A property is about to be read. */
    void read(View view, String name) {
        Verdict verdict = policy().use(view, name);
        if (verdict.isDenied()) {
            throw denied("member.get", view, name, null);
        }
        permitted("member.get", view, name, "");
    }

    /** A property is about to be written. */
    void write(View view, String name, WireValue value) {
        check("member.set", view, name, "=", policy().write(view, name), List.of(value));
    }

    /** A method is about to be called. */
    void call(View view, String name, WireValue arguments) {
        check("member.call", view, name, "", policy().use(view, name), values(arguments));
    }

    /** A constructor is about to be called. What is no class has none, which is told later. */
    void construct(View view, WireValue arguments) {
        if (view instanceof ClassView shown) {
            check("class.construct", view, "new", "", policy().construct(shown), values(arguments));
        }
    }

    /** What is no list is no arguments, which the call is told. */
    private static List<WireValue> values(WireValue arguments) {
        return arguments instanceof WireValue.ListOf list ? list.values() : List.of();
    }

    private void check(String method, View view, String name, String suffix, Verdict verdict, List<WireValue> given) {
        if (!verdict.isFree()) {
            String refusal = verdict.isDenied() ? null : verdict.refusal(given);
            if (verdict.isDenied() || refusal != null) {
                throw denied(method, view, name + suffix, refusal);
            }
        }
        permitted(method, view, name, suffix);
    }

    /** Whether a member may be shown without being asked for: beside a reference, or in a copy that the page makes. */
    boolean mayRead(View view, String name) {
        return !policy().use(view, name).isDenied();
    }

    /** Whether a member is left out also where Java makes the copy. */
    boolean denies(ExposedType type, String name) {
        return policy().denies(type, name);
    }

    private void permitted(String method, View view, String name, String suffix) {
        if (audit.tellsPermitted()) {
            audit.permitted(method + " '" + Invoker.describe(view) + "." + name + suffix + "'");
        }
    }

    private NotPermittedException denied(String method, View view, String name, @Nullable String refusal) {
        String subject = "'" + Invoker.describe(view) + "." + name + "'";
        if (refusal == null) {
            audit.denied(method + " " + subject, policy());
        } else {
            audit.denied(method + " " + subject, policy(), refusal);
        }
        String detail = refusal == null || !application.development() ? "" : ": " + refusal;
        return new NotPermittedException(subject + " is not permitted to this page" + detail + why());
    }

    /** What would work, for who writes the page; nobody else is told what there is. */
    private String why() {
        if (!application.development()) {
            return "";
        }
        Function<BrowserWindow, String> name =
                own -> own.name().map(each -> "'" + each + "'").orElse("without a name");
        String where = window.own()
                .map(own -> "window " + own.id() + " " + name.apply(own))
                .orElse("no window of Valence's");
        return ". The page is of " + session.origin().orElse("no origin") + ", in " + where + "; to it apply "
                + policy().identifiers() + ". " + application.policies().advice();
    }
}
