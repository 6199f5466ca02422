package dev.valence.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.LogLines;
import dev.valence.api.EventEmitter.Listener;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventEmitterTest {
    private final EventEmitter emitter = new EventEmitter();
    private final List<String> heard = new ArrayList<>();
    private final ScriptedRenderer page = new ScriptedRenderer();

    /** Lives until the test says otherwise. */
    private static final class ScriptedRenderer implements Renderer {
        final List<Runnable> actions = new ArrayList<>();
        boolean alive = true;

        @Override
        public String id() {
            return "scripted";
        }

        @Override
        public String url() {
            return "";
        }

        @Override
        public Backlog backlog() {
            return new Backlog(0, 0);
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public CompletionStage<@Nullable Void> drained() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Optional<String> origin() {
            return Optional.empty();
        }

        @Override
        public Optional<Principal> principal() {
            return Optional.empty();
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public boolean isHibernating() {
            return false;
        }

        @Override
        public Registration onEnded(Runnable action) {
            if (!alive) {
                action.run();
                return () -> {};
            }
            actions.add(action);
            return () -> actions.remove(action);
        }

        void end() {
            alive = false;
            List.copyOf(actions).forEach(Runnable::run);
        }
    }

    /** A listener of a page. */
    private class PageListener implements Listener, RemoteFunction {
        private final String name;

        PageListener(String name) {
            this.name = name;
        }

        @Override
        public void handle(Object... arguments) {
            if (!page.alive) {
                throw new RendererGoneException("gone");
            }
            heard.add(name);
        }

        @Override
        public void call(Object... arguments) {
            handle(arguments);
        }

        @Override
        public CompletionStage<Object> request(Object... arguments) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object callAndWait(Object... arguments) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isCallable() {
            return false;
        }

        @Override
        public Renderer renderer() {
            return page;
        }

        @Override
        public int length() {
            return 0;
        }

        @Override
        public String location() {
            return "";
        }
    }

    private Listener hears(String name) {
        return arguments -> heard.add(name + Arrays.toString(arguments));
    }

    @Test
    void listenersHearInTheOrderInWhichTheyWereAdded() {
        emitter.on("x", hears("a")).addListener("x", hears("b")).on("y", hears("c"));

        assertThat(emitter.emit("x", 1, null)).isTrue();
        assertThat(heard).containsExactly("a[1, null]", "b[1, null]");
        assertThat(emitter.emit("z")).as("nobody listens").isFalse();
    }

    @Test
    void aListenerAddedTwiceHearsTwiceAndIsRemovedOnceAtATime() {
        Listener listener = hears("a");
        emitter.on("x", listener).on("x", listener);
        emitter.off("x", listener);
        emitter.emit("x");
        assertThat(heard).hasSize(1);

        emitter.removeListener("x", listener).removeListener("x", listener);
        assertThat(emitter.emit("x")).isFalse();
    }

    @Test
    void onceIsOnce() {
        emitter.once("x", hears("a"));

        assertThat(emitter.emit("x")).isTrue();
        assertThat(emitter.emit("x")).isFalse();
        assertThat(heard).hasSize(1);
    }

    @Test
    void onceCanBeRemovedAndDoesNotHearWhatItCausesItself() {
        Listener removed = hears("removed");
        emitter.once("x", removed).off("x", removed);
        emitter.once("x", arguments -> {
            heard.add("once");
            emitter.emit("x");
        });
        emitter.emit("x");

        assertThat(heard).containsExactly("once");
    }

    @Test
    void whatIsAddedOrRemovedDuringADeliveryCountsFromTheNextOn() {
        Listener late = hears("late");
        emitter.on("x", arguments -> emitter.on("x", late));
        emitter.emit("x");
        assertThat(heard).isEmpty();

        emitter.emit("x");
        assertThat(heard).containsExactly("late[]");
    }

    @Test
    void anExceptionOfAListenerReachesTheCallerAndEndsTheDelivery() {
        emitter.on("x", arguments -> {
            throw new IllegalStateException("no");
        });
        emitter.on("x", hears("b"));

        assertThatThrownBy(() -> emitter.emit("x")).hasMessage("no");
        assertThat(heard).isEmpty();
    }

    @Test
    void whoListensCanBeAsked() {
        Listener listener = hears("a");
        emitter.on("x", listener).once("x", listener).on("y", listener);

        assertThat(emitter.listenerCount("x")).isEqualTo(2);
        assertThat(emitter.listeners("x")).containsExactly(listener, listener);
        assertThat(emitter.eventNames()).containsExactly("x", "y");
        assertThat(emitter.listenerCount("z")).isZero();
    }

    @Test
    void allListenersOfAnEventOrOfAllCanBeRemoved() {
        emitter.on("x", hears("a")).on("y", hears("b")).on("z", hears("c"));
        emitter.removeAllListeners("x");
        assertThat(emitter.eventNames()).containsExactly("y", "z");

        emitter.removeAllListeners(null);
        assertThat(emitter.eventNames()).isEmpty();
    }

    @Test
    void aPageRemovesItsOwnOnly() {
        emitter.on("x", hears("java")).on("x", new PageListener("page"));
        try (Renderer.Registration call = CurrentRenderer.enter(page)) {
            assertThat(call).isNotNull();
            emitter.removeAllListeners(null);
        }
        emitter.emit("x");

        assertThat(heard).containsExactly("java[]");
    }

    @Test
    void theListenersOfAPageGoWithIt() {
        emitter.on("x", new PageListener("a")).once("y", new PageListener("b")).on("x", hears("java"));
        assertThat(page.actions).as("one registration for each emitter").hasSize(1);
        page.end();

        assertThat(emitter.eventNames()).containsExactly("x");
        assertThat(emitter.listenerCount("x")).isEqualTo(1);
    }

    @Test
    void aListenerOfAPageThatIsGoneAlreadyIsNotKept() {
        page.end();
        emitter.on("x", new PageListener("late"));

        assertThat(emitter.listenerCount("x")).isZero();
    }

    @Test
    void theRegistrationIsTakenBackWithTheLastListener() {
        Listener one = new PageListener("one");
        Listener two = new PageListener("two");
        emitter.on("x", one).once("y", two);
        emitter.off("x", one);
        assertThat(page.actions).hasSize(1);

        emitter.emit("y");
        assertThat(page.actions).as("two was called once").isEmpty();
        emitter.on("x", one);
        assertThat(page.actions).hasSize(1);
    }

    @Test
    void aPageThatIsGoneDoesNotReachTheCallerOfEmit() {
        emitter.on("x", new PageListener("page")).on("x", hears("java"));
        page.alive = false;

        assertThat(emitter.emit("x")).isTrue();
        assertThat(heard).containsExactly("java[]");
        assertThat(emitter.listenerCount("x")).as("and its listener is dropped").isEqualTo(1);
    }

    @Test
    void aJavaListenerThatCallsAPageThatIsGoneStaysAndIsTold() {
        Listener dead = new PageListener("dead");
        page.alive = false;
        Listener relay = dead::handle;
        emitter.on("x", relay);

        assertThatThrownBy(() -> emitter.emit("x")).isInstanceOf(RendererGoneException.class);
        assertThat(emitter.listeners("x")).containsExactly(relay);
    }

    /** As many as others have left of the bound: it is of all emitters. */
    @Test
    void aListenerOfAPageThatFailsIsLoggedAFewTimesAndKeepsNothingFromOthers() {
        emitter.on("event", new PageListener("failing") {
            @Override
            public void handle(Object... arguments) {
                throw new LimitException("full");
            }
        });
        emitter.on("event", arguments -> heard.add("java"));
        long begin = System.nanoTime();
        try (LogLines log = LogLines.of(EventEmitter.class)) {
            for (int i = 0; i < 500; i++) {
                emitter.emit("event");
            }
            long times = (System.nanoTime() - begin) / Unheard.TIME + 2;

            assertThat(heard).hasSize(500).containsOnly("java");
            assertThat(log.messages()).hasSizeLessThanOrEqualTo((int) times * Unheard.MOST);
        }
    }
}
