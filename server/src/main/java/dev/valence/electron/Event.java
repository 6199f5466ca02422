package dev.valence.electron;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.NotSupportedException;
import dev.valence.api.Property;
import dev.valence.api.Undefined;
import org.jspecify.annotations.Nullable;

/**
 * First argument of every event of a window, its contents and the application.
 *
 * <p>A Java listener may call {@link #preventDefault()} while it runs, and so may a page's that is marked by
 * {@code remote.callable(fn)}, for which Java waits. Other functions of pages hear of the event after it was decided, since they run
 * when Java has gone on: there the call raises {@link NotSupportedException} instead of doing nothing in silence, as it did in
 * Electron. Settled on the thread that emits; may be read and prevented on any.
 */
@Exposed
public final class Event {
    private final EventEmitter sender;
    private boolean decided;
    private boolean prevented;
    private @Nullable Object returnValue = Undefined.INSTANCE;

    private Event(EventEmitter sender, boolean decided) {
        this.sender = sender;
        this.decided = decided;
    }

    /** An event that only tells what happened. */
    static Event of(EventEmitter sender) {
        return new Event(sender, true);
    }

    /**
     * Emits an event whose default action a listener may prevent.
     *
     * @return whether the default action may go on
     */
    static boolean ask(EventEmitter sender, String name) {
        Event event = new Event(sender, false);
        try {
            sender.emit(name, event);
        } finally {
            event.decide();
        }
        return !event.isDefaultPrevented();
    }

    /** One that is decided by {@link #decide}; for what several emitters tell in turn. */
    static Event open(EventEmitter sender) {
        return new Event(sender, false);
    }

    /** What the asker is given in place of what it asked for; {@link Undefined} where no listener said. */
    @Hidden
    public synchronized @Nullable Object getReturnValue() {
        return returnValue;
    }

    /**
     * Gives the asker this in place of what it asked for, also where the event is prevented. Of the {@code remote-…} events only; others
     * ask for nothing.
     *
     * @param value what pages may see; null is JavaScript's {@code null}
     */
    @Hidden
    public synchronized void setReturnValue(@Nullable Object value) {
        returnValue = value;
    }

    /** The window, contents or application that emits. */
    @Property
    public EventEmitter sender() {
        return sender;
    }

    /**
     * Keeps what the event announces from happening.
     *
     * @throws NotSupportedException it was decided already, or there is nothing to prevent
     */
    public synchronized void preventDefault() {
        if (decided) {
            throw new NotSupportedException(
                    "preventDefault() comes too late: this event was decided when Java had called"
                            + " its listeners. A Java listener can prevent it, and a page's that is marked by"
                            + " remote.callable(fn); others hear of it afterwards.");
        }
        prevented = true;
    }

    /** Whether a listener prevented what the event announced. */
    @Property("defaultPrevented")
    public synchronized boolean isDefaultPrevented() {
        return prevented;
    }

    synchronized void decide() {
        decided = true;
    }
}
