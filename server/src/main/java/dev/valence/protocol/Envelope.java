package dev.valence.protocol;

/**
 * A message with its place in the order of its direction.
 *
 * @param seq 1, 2, 3 …; 0 where the sender does not number
 * @param ack highest {@code seq} of the other direction that the sender has taken in; -1 where it says nothing
 */
public record Envelope(Message message, long seq, long ack) {}
