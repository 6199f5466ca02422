package dev.valence.api;

/**
 * How much waits for a page, or may wait.
 *
 * @param messages their number
 * @param bytes what they have together
 */
public record Backlog(int messages, long bytes) {
    public Backlog {
        if (messages < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "A backlog is 0 or more, not " + messages + " messages and " + bytes + " bytes");
        }
    }
}
