package dev.valence.protocol;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.valence.api.LimitException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameter of {@code session.open}. Every component may be absent. The session keeps it: what is to be shown is cut, and what has to be the
 * same again is refused ({@link #requireShort}).
 *
 * @param renderer id that the document minted for itself
 * @param secret what proves later messages to be of the same document
 * @param resume true where the page has had an answer to {@code session.open} before
 * @param attachments whether the client takes packets
 * @param window which of Valence's own windows the document is in
 * @param token launch token, of which one opening is made
 * @param admission what an earlier opening of the same origin was answered
 * @param epoch which socket of the document this is: each has a higher number than those before it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OpenPage(
        @Nullable String renderer,
        @Nullable String secret,
        @Nullable Boolean resume,
        @Nullable Boolean attachments,
        @Nullable WindowKey window,
        @Nullable String token,
        @Nullable String admission,
        @Nullable Long epoch,
        @Nullable String url,
        @Nullable String title,
        @Nullable Bounds bounds,
        @Nullable Boolean focused) {

    /** Of what a client mints for itself, in characters: ten times what is needed. */
    static final int KEY_CHARS = 256;

    /** Of what a page says to be shown, in characters: more than browsers show, and than most servers take of an address. */
    static final int TEXT_CHARS = 8_192;

    /** For a client that says nothing of itself. */
    public static final OpenPage NOTHING =
            new OpenPage(null, null, null, null, null, null, null, null, null, null, null, null);

    public OpenPage {
        url = Cut.toIfAny(TEXT_CHARS, url);
        title = Cut.toIfAny(TEXT_CHARS, title);
    }

    /** A client that says who it is and nothing more. */
    public static OpenPage of(String renderer, String secret) {
        return NOTHING.with(renderer, secret);
    }

    /** @throws LimitException id, secret or key of a window are longer than may be: half of one would be another's */
    public void requireShort() {
        requireShort("renderer", renderer);
        requireShort("secret", secret);
        requireShort("window.key", window == null ? null : window.key());
    }

    private static void requireShort(String member, @Nullable String key) {
        if (key != null && key.length() > KEY_CHARS) {
            throw new LimitException("The member \"" + member + "\" of the page has " + key.length()
                    + " characters, and " + KEY_CHARS + " is the limit. Mint a shorter one");
        }
    }

    /** Whether the page wants the session that it had. */
    public boolean isResumed() {
        return Boolean.TRUE.equals(resume);
    }

    /** Whether the client takes packets. */
    public boolean takesPackets() {
        return Boolean.TRUE.equals(attachments);
    }

    /** The same page, with an id and a secret. */
    public OpenPage with(String newRenderer, String newSecret) {
        return new OpenPage(
                newRenderer,
                newSecret,
                resume,
                attachments,
                window,
                token,
                admission,
                epoch,
                url,
                title,
                bounds,
                focused);
    }

    /** The same page with the admission that it is given, if any, and without the token that it has spent. */
    public OpenPage admitted(@Nullable String newAdmission) {
        return new OpenPage(
                renderer, secret, resume, attachments, window, null, newAdmission, epoch, url, title, bounds, focused);
    }

    /** 0 where the client does not count its sockets. */
    public long epochOrZero() {
        return epoch == null ? 0 : epoch;
    }

    /** What a window of Valence's own was given when it was made. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record WindowKey(int id, String key) {
        public WindowKey {
            // A client may leave it out: then it is no key of any window.
            key = Objects.requireNonNullElse(key, "");
        }
    }

    /** Outer bounds of a window, in CSS pixels of the screen. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bounds(int x, int y, int width, int height) {}

    /**
     * The parameter of {@code page.changed}: what is absent has not changed. Text is cut as that of the page.
     *
     * @param readyState {@code document.readyState}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Change(
            @Nullable String url,
            @Nullable String title,
            @Nullable Bounds bounds,
            @Nullable Boolean focused,
            @Nullable String readyState) {

        public Change {
            url = Cut.toIfAny(TEXT_CHARS, url);
            title = Cut.toIfAny(TEXT_CHARS, title);
            readyState = Cut.toIfAny(KEY_CHARS, readyState);
        }
    }
}
