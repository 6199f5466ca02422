package dev.valence.session;

import dev.valence.api.Concurrent;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.RemoteFunction;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** A module that waits for functions of pages. */
@Exposed
public class AskingModule {
    /** What a page passes that has marked a function. */
    static final String FUNCTION = """
            {"$":"callback","id":4,"n":1,"length":1,"at":"app.js:10:5","callable":true}""";

    final List<Object> kept = Collections.synchronizedList(new ArrayList<>());
    final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    /** The same, whose calls run beside others. */
    @Exposed
    @Concurrent
    public static final class OfThePool extends AskingModule {}

    /** An application with this one module. */
    TestApplication application(int callDepth, Duration deadline) {
        Limits limits = Limits.defaults().withCallDepth(callDepth).withDeadline(deadline);
        return new TestApplication(limits, Map.of("module", this));
    }

    /** Waits for the last function kept, on a thread that is neither the main thread nor in a call. */
    CompletableFuture<Object> askOnAThreadOfItsOwn() {
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        RemoteFunction function = (RemoteFunction) kept.get(kept.size() - 1);
        new Thread(() -> {
                    try {
                        outcome.complete(function.callAndWait(1));
                    } catch (RuntimeException thrown) {
                        outcome.completeExceptionally(thrown);
                    }
                })
                .start();
        return outcome;
    }

    public List<Integer> map(Function<Integer, Integer> mapper) {
        return Stream.of(1, 2, 3).map(mapper).toList();
    }

    /** Its elements are asked for when they are marshalled. */
    public List<Integer> lazily(Function<Integer, Integer> mapper) {
        return new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return mapper.apply(index);
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    public String run(Runnable action) {
        action.run();
        return "after it";
    }

    public CompletionStage<Integer> later(Function<Integer, CompletionStage<Integer>> asked) {
        return asked.apply(1);
    }

    public Object keep(RemoteFunction function) {
        kept.add(function);
        return function.isCallable();
    }

    /** Calls the function, which may call this again. */
    public Object nest(Function<Object, Object> function, Object argument) {
        threads.add(Thread.currentThread());
        return "(" + function.apply(argument) + ")";
    }

    public Object callKept(Object argument) {
        return ((RemoteFunction) kept.get(0)).callAndWait(argument);
    }

    public String plain() {
        threads.add(Thread.currentThread());
        return "plain";
    }
}
