package dev.valence.api;

/** JavaScript's {@code undefined}, for Java code that must tell it from {@code null}. */
public enum Undefined {
    INSTANCE;

    @Override
    public String toString() {
        return "undefined";
    }
}
