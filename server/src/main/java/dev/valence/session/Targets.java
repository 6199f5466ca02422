package dev.valence.session;

import dev.valence.api.MarshalException;
import dev.valence.api.NoSuchMemberException;
import dev.valence.invoke.Invoker;
import dev.valence.invoke.View;
import dev.valence.marshal.AnswersIn;
import dev.valence.protocol.Target;
import dev.valence.protocol.WireTree;
import dev.valence.protocol.WireValue;
import dev.valence.protocol.Work;
import dev.valence.protocol.Work.Place;
import dev.valence.registry.ObjectRegistry.Held;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the requests of one page are directed at, and given: what it holds, and answers that it does not have yet. */
final class Targets {
    /** What is done to an object. Gives a {@link dev.valence.invoke.Typed} or a {@link WireValue}. */
    interface Deed {
        Object to(Object object, View view, WireValue given);
    }

    private final Session session;
    private final HeldByPage held;

    Targets(Session session, HeldByPage held) {
        this.session = session;
        this.held = held;
    }

    /**
     * The target is looked up in the page's order, before the work waits for a thread; a stale one is told at once. Work that refers to
     * answers which are not there is {@link Work#missing} them.
     *
     * @param given what the page gave with it; page functions in it that nobody took are given back
     */
    Work on(Target target, WireValue given, Deed deed) {
        boolean mayRefer = target.isAnswer() || session.kept().isUsed();
        Set<Long> inGiven = mayRefer ? AnswersIn.of(given) : Set.of();
        try {
            return target.isAnswer() || !inGiven.isEmpty()
                    ? laterWork(target, inGiven, given, deed)
                    : work(target, given, given, deed);
        } catch (RuntimeException refusal) {
            return refused(given, refusal);
        }
    }

    private Work laterWork(Target target, Set<Long> inGiven, WireValue given, Deed deed) {
        KeptAnswer targeted = target.isAnswer() ? session.kept().find(target.id()) : null;
        Map<Long, KeptAnswer> answers = new LinkedHashMap<>();
        inGiven.forEach(request -> answers.put(request, session.kept().find(request)));
        Held known = targeted == null ? held.held(target.id(), "The target") : null;
        WireValue lasting = WireTree.map(given, this::lasting);
        return new LaterWork(
                missing(targeted, answers.values()),
                () -> {
                    try {
                        WireValue.Later remote = targeted == null ? null : remote(targeted.value());
                        WireValue whole = AnswersIn.replaced(lasting, givenBack(answers));
                        return known != null
                                ? work(known.object(), (View) known.view(), given, whole, deed)
                                : work(
                                        Objects.requireNonNull(remote).of(),
                                        (View) Objects.requireNonNull(remote.as()),
                                        given,
                                        whole,
                                        remoteOnly(deed));
                    } catch (RuntimeException refusal) {
                        return refused(given, refusal);
                    }
                },
                () -> session.seen(given));
    }

    /** What a message of the page releases while work waits, the work has all the same: the page named it before. */
    private WireValue lasting(WireValue leaf) {
        return leaf instanceof WireValue.Remote remote
                ? new WireValue.Original(
                        held.held(remote.id(), "What was given").object())
                : leaf;
    }

    private Work refused(WireValue given, RuntimeException refusal) {
        return Work.at(Place.HERE, () -> {
            session.seen(given);
            throw refusal;
        });
    }

    private Work work(Target target, WireValue given, WireValue whole, Deed deed) {
        Held found = held.held(target.id(), "The target");
        return work(found.object(), (View) found.view(), given, whole, deed);
    }

    /** @param whole is {@code given} with all answers in it */
    private Work work(Object object, View view, WireValue given, WireValue whole, Deed deed) {
        Place place = Invoker.isConcurrent(view) ? Place.POOL : Place.MAIN_THREAD;
        return Work.at(
                place,
                () -> {
                    try {
                        return deed.to(object, view, whole);
                    } finally {
                        session.seen(given);
                    }
                },
                () -> session.seen(given));
    }

    private static CompletableFuture<Void> missing(@Nullable KeptAnswer target, Collection<KeptAnswer> answers) {
        return CompletableFuture.allOf(Stream.concat(Stream.ofNullable(target), answers.stream())
                .map(KeptAnswer::there)
                .toArray(CompletableFuture<?>[]::new));
    }

    private static WireValue.Later remote(WireValue answer) {
        if (answer instanceof WireValue.Later later && later.as() != null) {
            return later;
        }
        throw new NotRemoteException("What the target is the answer to gave no remote object: await it first");
    }

    private static Map<Long, WireValue> givenBack(Map<Long, KeptAnswer> answers) {
        Map<Long, WireValue> values = new HashMap<>();
        answers.forEach((request, answer) -> {
            WireValue value = answer.value();
            try {
                values.put(request, AnswersIn.givenBack(value));
            } catch (MarshalException onlyInPage) {
                throw new NotRemoteException(onlyInPage.getMessage());
            }
        });
        return values;
    }

    /** What Java does not know of an object that the page has never seen, the page may know of it. */
    private static Deed remoteOnly(Deed deed) {
        return (object, view, given) -> {
            try {
                return deed.to(object, view, given);
            } catch (NoSuchMemberException unknown) {
                throw new NotRemoteException(unknown.getMessage());
            }
        };
    }
}
