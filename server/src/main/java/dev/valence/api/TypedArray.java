package dev.valence.api;

import java.nio.ByteBuffer;

/**
 * A typed array of a page that no NIO buffer matches, such as {@code Uint32Array}, {@code DataView} or {@code ArrayBuffer}.
 *
 * @param type the constructor's name in JavaScript
 * @param bytes the elements, little-endian; a copy that belongs to the receiver
 */
public record TypedArray(String type, ByteBuffer bytes) {}
