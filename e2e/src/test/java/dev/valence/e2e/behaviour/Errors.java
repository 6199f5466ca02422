package dev.valence.e2e.behaviour;

import dev.valence.e2e.PageError;

/** What a page says of an error that it caught. */
final class Errors {
    private Errors() {}

    /** As {@code String(error)} shows it. */
    static String said(PageError error) {
        return error.name() + ": " + error.text();
    }
}
