/**
 * Real pages in a real Chromium, and the extension that all of their tests use: {@link dev.valence.e2e.PageExtension}. Tests live in
 * the packages below, each named after what it proves.
 */
@NullMarked
package dev.valence.e2e;

import org.jspecify.annotations.NullMarked;
