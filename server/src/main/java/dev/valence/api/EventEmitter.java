package dev.valence.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Node's {@code EventEmitter} for Java objects that pages listen to. Windows and applications extend it.
 *
 * <p>Listeners run in the order in which they were added, on the thread that emits. Those of a page are dropped when its
 * renderer ends, without a trace and without an exception in {@link #emit} (Electron left them behind, F-89). May be used
 * from any thread; a listener added or removed while an event is delivered counts from the next event on.
 */
@Exposed
public class EventEmitter {
    /** What an emitter calls. A page hands over a function, Java a lambda. */
    @FunctionalInterface
    public interface Listener {
        void handle(@Nullable Object... arguments);
    }

    /** Additions of listeners that one page may have here: far more than a page needs, and each costs every {@link #emit} a call. */
    private static final int MOST_OF_A_PAGE = 1_000;

    /** Longest name of an event that a page listens to. It is kept. */
    private static final int LONGEST_NAME = 1_000;

    private static final Unheard UNHEARD = new Unheard(System::nanoTime);

    private record Subscription(Listener listener, boolean once) {}

    private final Map<String, List<Subscription>> subscriptions = new LinkedHashMap<>();
    private final PageListeners pageListeners = new PageListeners(this);

    /**
     * Calls {@code listener} at each {@code event}, as often as it was added.
     *
     * @throws LimitException it is a page's, which has 1 000 here, or the name has more than 1 000 characters
     */
    public EventEmitter on(String event, Listener listener) {
        return add(event, new Subscription(listener, false));
    }

    /** As {@link #on}. */
    public EventEmitter addListener(String event, Listener listener) {
        return on(event, listener);
    }

    /** Calls {@code listener} at the next {@code event} only. */
    public EventEmitter once(String event, Listener listener) {
        return add(event, new Subscription(listener, true));
    }

    /** Takes back the latest addition of {@code listener}, if there is one. */
    public EventEmitter removeListener(String event, Listener listener) {
        synchronized (subscriptions) {
            List<Subscription> current = subscriptions.getOrDefault(event, List.of());
            for (int i = current.size() - 1; i >= 0; i--) {
                if (current.get(i).listener.equals(listener)) {
                    List<Subscription> rest = new ArrayList<>(current);
                    rest.remove(i);
                    replace(event, rest);
                    break;
                }
            }
        }
        pageListeners.forget(listener);
        return this;
    }

    /** As {@link #removeListener}. */
    public EventEmitter off(String event, Listener listener) {
        return removeListener(event, listener);
    }

    /**
     * Removes the listeners of {@code event}; all listeners where it is null. A page that calls this removes its own only, so
     * that it cannot break the application's (Electron's #9421).
     */
    public EventEmitter removeAllListeners(@Nullable String event) {
        Renderer caller = Renderer.current().orElse(null);
        removeIf(event, listener -> caller == null || PageListeners.ownerOf(listener) == caller);
        return this;
    }

    /**
     * Calls the listeners of {@code event}. An exception of a Java listener reaches the caller and ends the delivery, as in
     * Node; what fails in a page does not, and is logged. A callable listener of a page has run when this returns, other listeners of
     * pages run later.
     *
     * @return whether there was a listener
     */
    public boolean emit(String event, @Nullable Object... arguments) {
        return deliver(event, listener -> true, arguments);
    }

    /** As {@link #emit}, to listeners of Java alone: for what no page may have a say in, nor hear of. */
    protected final boolean emitToJava(String event, @Nullable Object... arguments) {
        return deliver(event, EventEmitter::isOfJava, arguments);
    }

    /** Whether {@link #emitToJava} would find a listener. */
    protected final boolean isHeardByJava(String event) {
        synchronized (subscriptions) {
            return subscriptions.getOrDefault(event, List.of()).stream().anyMatch(each -> isOfJava(each.listener));
        }
    }

    private static boolean isOfJava(Listener listener) {
        return PageListeners.ownerOf(listener) == null;
    }

    private boolean deliver(String event, Predicate<Listener> isMeant, @Nullable Object... arguments) {
        List<Subscription> current;
        synchronized (subscriptions) {
            List<Subscription> all = subscriptions.getOrDefault(event, List.of());
            current = all.stream().filter(each -> isMeant.test(each.listener)).toList();
            List<Subscription> lasting = all.stream()
                    .filter(each -> !each.once || !isMeant.test(each.listener))
                    .toList();
            if (lasting.size() < all.size()) {
                replace(event, lasting);
            }
        }
        for (Subscription each : current) {
            if (each.once) {
                pageListeners.forget(each.listener);
            }
            try {
                each.listener.handle(arguments);
            } catch (RendererGoneException gone) {
                if (PageListeners.ownerOf(each.listener) == null) {
                    throw gone;
                }
                removeIf(null, listener -> listener == each.listener);
            } catch (RemoteException unheard) {
                if (PageListeners.ownerOf(each.listener) == null) {
                    throw unheard;
                }
                // One page's limits and defects are no concern of the application's, nor of the listeners after it.
                UNHEARD.tell(event, unheard);
            }
        }
        return !current.isEmpty();
    }

    /** How many listeners {@code event} has. */
    public int listenerCount(String event) {
        synchronized (subscriptions) {
            return subscriptions.getOrDefault(event, List.of()).size();
        }
    }

    /**
     * The listeners of {@code event}, in order; a copy. A page gets its own functions only, as themselves: those of Java and of other
     * pages are not its to call or to remove.
     */
    public List<Listener> listeners(String event) {
        Renderer caller = Renderer.current().orElse(null);
        synchronized (subscriptions) {
            return subscriptions.getOrDefault(event, List.of()).stream()
                    .map(Subscription::listener)
                    .filter(listener -> caller == null || PageListeners.ownerOf(listener) == caller)
                    .toList();
        }
    }

    /** The events that have listeners; a copy. */
    public List<String> eventNames() {
        synchronized (subscriptions) {
            return List.copyOf(subscriptions.keySet());
        }
    }

    /** Removes the listeners that belong to {@code renderer}. */
    final void dropListenersOf(Renderer renderer) {
        removeIf(null, listener -> PageListeners.ownerOf(listener) == renderer);
    }

    /** Whether {@code renderer} listens to any event. */
    final boolean hasListenerOf(Renderer renderer) {
        synchronized (subscriptions) {
            return subscriptions.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(each -> PageListeners.ownerOf(each.listener) == renderer);
        }
    }

    private EventEmitter add(String event, Subscription subscription) {
        Renderer owner = PageListeners.ownerOf(subscription.listener);
        synchronized (subscriptions) {
            if (owner != null) {
                checkRoom(owner, event);
            }
            List<Subscription> more = new ArrayList<>(subscriptions.getOrDefault(event, List.of()));
            more.add(subscription);
            replace(event, more);
        }
        pageListeners.watch(subscription.listener);
        return this;
    }

    private void checkRoom(Renderer owner, String event) {
        if (event.length() > LONGEST_NAME) {
            throw new LimitException("The name of an event has " + LONGEST_NAME + " characters at most");
        }
        boolean mayBeFull = subscriptions.values().stream().mapToInt(List::size).sum() >= MOST_OF_A_PAGE;
        if (mayBeFull && countOf(owner) >= MOST_OF_A_PAGE) {
            throw new LimitException("This page has " + MOST_OF_A_PAGE
                    + " listeners here, which is the limit. Remove those that are not needed");
        }
    }

    private long countOf(Renderer owner) {
        return subscriptions.values().stream()
                .flatMap(List::stream)
                .filter(each -> PageListeners.ownerOf(each.listener) == owner)
                .count();
    }

    private void removeIf(@Nullable String event, java.util.function.Predicate<Listener> condition) {
        List<Listener> removed = new ArrayList<>();
        synchronized (subscriptions) {
            List<String> events = event == null ? List.copyOf(subscriptions.keySet()) : List.of(event);
            for (String name : events) {
                List<Subscription> rest = new ArrayList<>();
                for (Subscription each : subscriptions.getOrDefault(name, List.of())) {
                    if (condition.test(each.listener)) {
                        removed.add(each.listener);
                    } else {
                        rest.add(each);
                    }
                }
                replace(name, rest);
            }
        }
        removed.forEach(pageListeners::forget);
    }

    private void replace(String event, List<Subscription> current) {
        if (current.isEmpty()) {
            subscriptions.remove(event);
        } else {
            subscriptions.put(event, List.copyOf(current));
        }
    }
}
