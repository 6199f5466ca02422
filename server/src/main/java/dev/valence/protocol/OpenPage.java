package dev.valence.protocol;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The parameter of {@code session.open}. Every component may be absent.
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

    /** For a client that says nothing of itself. */
    public static final OpenPage NOTHING =
            new OpenPage(null, null, null, null, null, null, null, null, null, null, null, null);

    /** A client that says who it is and nothing more. */
    public static OpenPage of(String renderer, String secret) {
        return NOTHING.with(renderer, secret);
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
    public record WindowKey(int id, String key) {}

    /** Outer bounds of a window, in CSS pixels of the screen. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bounds(int x, int y, int width, int height) {}

    /**
     * The parameter of {@code page.changed}: what is absent has not changed.
     *
     * @param readyState {@code document.readyState}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Change(
            @Nullable String url,
            @Nullable String title,
            @Nullable Bounds bounds,
            @Nullable Boolean focused,
            @Nullable String readyState) {}
}
