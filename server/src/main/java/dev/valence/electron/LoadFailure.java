package dev.valence.electron;

/**
 * Why a document did not load.
 *
 * @param code Chromium's network error, negative, such as -102
 * @param description its name, such as {@code ERR_CONNECTION_REFUSED}
 * @param url the address that was asked for
 */
public record LoadFailure(int code, String description, String url) {}
