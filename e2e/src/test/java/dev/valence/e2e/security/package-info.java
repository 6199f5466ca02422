/** Who may come in, in a real browser: foreign pages, other programs, other machines. */
@org.jspecify.annotations.NullMarked
package dev.valence.e2e.security;
