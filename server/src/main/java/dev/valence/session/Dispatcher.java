package dev.valence.session;

import dev.valence.api.NoSuchMemberException;
import dev.valence.api.NoSuchModuleException;
import dev.valence.api.Undefined;
import dev.valence.electron.RemoteRequests.Kind;
import dev.valence.invoke.CalleeException;
import dev.valence.invoke.Invoker;
import dev.valence.invoke.StreamView;
import dev.valence.invoke.Typed;
import dev.valence.marshal.Marshaller;
import dev.valence.policy.Policy;
import dev.valence.protocol.OpenPage;
import dev.valence.protocol.RemoteService;
import dev.valence.protocol.Target;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import dev.valence.protocol.Work;
import dev.valence.protocol.Work.Place;
import dev.valence.registry.ObjectRegistry.Held;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wire method → application: what each request of one page does. */
final class Dispatcher implements RemoteService {
    private final Session session;
    private final Application application;
    private final Targets targets;
    private final HeldByPage held;
    private final Invoker invoker;
    private final Permissions permissions;
    private final WindowOfPage window;
    private final OpenPage page;
    private final boolean tellSecret;

    /** @param tellSecret whether Java minted the secret, so that the page has to be told */
    Dispatcher(
            Session session,
            Application application,
            HeldByPage held,
            Permissions permissions,
            WindowOfPage window,
            OpenPage page,
            boolean tellSecret) {
        this.session = session;
        this.application = application;
        this.held = held;
        this.targets = new Targets(session, held);
        this.permissions = permissions;
        this.window = window;
        this.page = page;
        this.tellSecret = tellSecret;
        this.invoker = new Invoker(application.catalog());
    }

    @Override
    public Work open(OpenPage sameAgain) {
        return open();
    }

    @Override
    public Work open() {
        return here(() -> {
            Map<String, Object> opened = new LinkedHashMap<>();
            opened.put("renderer", session.id());
            if (tellSecret) {
                opened.put("secret", String.valueOf(page.secret()));
            }
            if (page.admission() != null) {
                opened.put("admission", page.admission());
            }
            opened.put("version", application.version());
            if (page.takesPackets()) {
                opened.put("attachments", true);
            }
            opened.put("builtins", List.copyOf(application.builtins().keySet()));
            opened.put(
                    "limits",
                    Map.of(
                            "messageBytes", application.limits().messageBytes(),
                            "values", application.limits().values(),
                            "depth", application.limits().depth(),
                            "deadline", application.limits().deadline().toMillis(),
                            "silence", application.limits().silence().toMillis(),
                            "retention", application.limits().retention().toMillis()));
            if (application.development()) {
                opened.put("development", true);
            }
            return new WireValue.Bare(opened);
        });
    }

    /** The socket has been joined when it came; on an open one it says nothing new. */
    @Override
    public Work join(String credentials) {
        return here(() -> WireValue.UNDEFINED);
    }

    @Override
    public Work alive() {
        return hears(WireNames.SESSION_ALIVE);
    }

    @Override
    public Work hibernate() {
        return hears(WireNames.SESSION_HIBERNATE);
    }

    private Work hears(String method) {
        return here(() -> {
            session.intake().hears(method);
            return WireValue.UNDEFINED;
        });
    }

    @Override
    public Work close() {
        return here(() -> {
            session.leave();
            return WireValue.UNDEFINED;
        });
    }

    @Override
    public Work pageChanged(OpenPage.Change change) {
        return here(() -> {
            session.report().changed(change);
            return WireValue.UNDEFINED;
        });
    }

    @Override
    public Work require(String name) {
        return asked(
                Kind.REQUIRE,
                name,
                Policy::permitsModule,
                application.modules(),
                "MainProcess.builder().module(name, object)");
    }

    @Override
    public Work builtin(String name) {
        return asked(
                Kind.BUILTIN,
                name,
                Policy::permitsBuiltin,
                application.builtins(),
                "remote.require for modules of the application");
    }

    private Work asked(
            Kind kind, String name, BiPredicate<Policy, String> permits, Map<String, Object> known, String advice) {
        return asked(kind, name, policy -> permits.test(policy, name), () -> {
            Object found = known.get(name);
            if (found == null) {
                List<String> there = known.keySet().stream()
                        .filter(each -> permits.test(permissions.policy(), each))
                        .sorted()
                        .toList();
                String what = kind == Kind.BUILTIN ? "built-in module" : "module";
                throw new NoSuchModuleException(
                        "Cannot find " + what + " '" + Kind.shown(name) + "'. There are " + there + "; see " + advice);
            }
            return Typed.of(found, name);
        });
    }

    @Override
    public Work global(String name) {
        return asked(Kind.GLOBAL, name, policy -> policy.permitsGlobal(name), () -> {
            Object value = application.globals().get(name);
            boolean isKnown = value != null || application.globals().containsKey(name);
            return Typed.of(isKnown ? value : Undefined.INSTANCE, name);
        });
    }

    @Override
    public Work currentWindow() {
        return asked(
                Kind.CURRENT_WINDOW,
                null,
                policy -> policy.permitsBuiltin("getCurrentWindow"),
                () -> Typed.of(window.window(), "getCurrentWindow"));
    }

    @Override
    public Work currentWebContents() {
        return asked(
                Kind.CURRENT_WEB_CONTENTS,
                null,
                policy -> policy.permitsBuiltin("getCurrentWebContents"),
                () -> Typed.of(window.window().webContents(), "getCurrentWebContents"));
    }

    /** What {@code remote} gives, where it may. */
    private Work asked(Kind kind, @Nullable String name, Predicate<Policy> isPermitted, Supplier<Typed> found) {
        return Work.at(Place.MAIN_THREAD, () -> permissions.asked(kind, name, isPermitted, found));
    }

    @Override
    public Work get(Target target, String name) {
        return targets.on(target, WireValue.UNDEFINED, (object, view, nothing) -> {
            permissions.read(view, name);
            return invoker.get(object, view, name);
        });
    }

    @Override
    public Work set(Target target, String name, WireValue value) {
        return targets.on(target, value, (object, view, given) -> {
            permissions.write(view, name, given);
            invoker.set(object, view, name, session.unmarshaller().value(given, name));
            return WireValue.UNDEFINED;
        });
    }

    @Override
    public Work call(Target target, String name, WireValue arguments) {
        return targets.on(target, arguments, (object, view, given) -> {
            permissions.call(view, name, given);
            try {
                return invoker.call(object, view, name, session.unmarshaller().arguments(given));
            } catch (CalleeException thrown) {
                throw new CallFailedException("method", name, thrown);
            }
        });
    }

    @Override
    public Work callFunction(Target target, WireValue arguments) {
        return targets.on(target, arguments, (object, view, given) -> {
            try {
                return invoker.callFunction(object, view, session.unmarshaller().arguments(given));
            } catch (CalleeException thrown) {
                throw new CallFailedException("function", "anonymous", thrown);
            }
        });
    }

    @Override
    public Work construct(Target target, WireValue arguments) {
        return targets.on(target, arguments, (object, view, given) -> {
            permissions.construct(view, given);
            return invoker.construct(view, session.unmarshaller().arguments(given));
        });
    }

    @Override
    public Work release(List<List<Long>> releases) {
        if (releases.stream().anyMatch(each -> each == null || each.size() != 2 || each.contains(null))) {
            throw new IllegalArgumentException("each release is a pair of an id and a count");
        }
        return here(() -> {
            releases.forEach(each -> held.release(each.get(0), each.get(1)));
            return WireValue.UNDEFINED;
        });
    }

    @Override
    public Work copy(Target target) {
        return copy(target, Integer.MAX_VALUE);
    }

    @Override
    public Work copy(Target target, long depth) {
        if (depth < 1) {
            throw new IllegalArgumentException("a depth of copies is 1 or more, not " + depth);
        }
        int levels = (int) Math.min(depth, Integer.MAX_VALUE);
        return targets.on(
                target, WireValue.UNDEFINED, (object, view, nothing) -> new Marshaller.Copy(object, view, levels));
    }

    @Override
    public Work count() {
        return here(() -> new WireValue.Bare(Map.of(
                "objects", application.registry().count(session),
                "callbacks", session.callbackCount())));
    }

    @Override
    public Work read(long target, long most) {
        if (most < 1) {
            throw new IllegalArgumentException("a piece of a stream has 1 byte or more, not " + most);
        }
        return here(() -> {
            Held found = held.held(target, "The target");
            if (!(found.view() instanceof StreamView)) {
                throw new NoSuchMemberException("What the page reads (id " + target + ") is no stream");
            }
            return new Deferred(session.javaStreams()
                    .read(found.object(), most)
                    .thenApply(
                            piece -> piece == null ? WireValue.UNDEFINED : new WireValue.Bytes("Uint8Array", piece)));
        });
    }

    @Override
    public Work resolve(long id, WireValue value) {
        return here(() -> {
            session.promises().resolved(id, value, session.unmarshaller());
            return WireValue.UNDEFINED;
        });
    }

    @Override
    public Work reject(long id, WireValue value) {
        return here(() -> {
            session.promises().rejected(id, value, session.unmarshaller());
            return WireValue.UNDEFINED;
        });
    }

    private static Work here(Work.Body body) {
        return Work.at(Place.HERE, body);
    }
}
