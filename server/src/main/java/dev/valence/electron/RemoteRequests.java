package dev.valence.electron;

import dev.valence.api.Undefined;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's listeners before a page is given what it asks {@code remote} for: Electron's filter events, first of {@code app},
 * which hears the contents that ask, then of those contents. Both hear one event. Listeners of pages are not asked and hear nothing.
 */
public final class RemoteRequests {
    /** What pages can ask for, and what Electron says where it is prevented. */
    public enum Kind {
        REQUIRE("remote-require", "remote.require('%s')"),
        GLOBAL("remote-get-global", "remote.getGlobal('%s')"),
        BUILTIN("remote-get-builtin", "remote.getBuiltin('%s')"),
        CURRENT_WINDOW("remote-get-current-window", "remote.getCurrentWindow()"),
        CURRENT_WEB_CONTENTS("remote-get-current-web-contents", "remote.getCurrentWebContents()");

        /** In characters. */
        private static final int LONGEST_SHOWN = 1000;

        private final String event;
        private final String asked;

        Kind(String event, String asked) {
            this.event = event;
            this.asked = asked;
        }

        /** The expression of the page. */
        public String asked(String name) {
            return asked.formatted(shown(name));
        }

        /** A name as messages have it: one that is longer than any of an application is cut, for it may be as long as a message. */
        public static String shown(String name) {
            return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
        }
    }

    /**
     * What listeners said.
     *
     * @param given what the page is given; {@link Undefined} where no listener gave anything
     * @param isPrevented whether it is given nothing else
     */
    public record Answer(@Nullable Object given, boolean isPrevented) {
        static final Answer NOTHING = new Answer(Undefined.INSTANCE, false);

        /** Whether {@link #given} is what the page is given. */
        public boolean isGiven() {
            return given != Undefined.INSTANCE;
        }
    }

    private final App app;

    public RemoteRequests(App app) {
        this.app = app;
    }

    /**
     * Asks, on the calling thread. What a listener throws reaches the caller.
     *
     * @param name of what is asked for; null where it has none
     * @param known contents of the page; null where nobody has seen them yet
     * @param contents makes them, where the application listens
     */
    public Answer ask(Kind kind, @Nullable String name, @Nullable WebContents known, Supplier<WebContents> contents) {
        boolean isHeardByApp = app.hears(kind.event);
        if (!isHeardByApp && (known == null || !known.hears(kind.event))) {
            return Answer.NOTHING;
        }
        WebContents asking = known == null ? contents.get() : known;
        Event event = Event.open(asking);
        try {
            if (isHeardByApp) {
                app.tell(kind.event, name == null ? new Object[] {event, asking} : new Object[] {event, asking, name});
            }
            asking.tell(kind.event, name == null ? new Object[] {event} : new Object[] {event, name});
        } finally {
            event.decide();
        }
        return new Answer(event.getReturnValue(), event.isDefaultPrevented());
    }
}
