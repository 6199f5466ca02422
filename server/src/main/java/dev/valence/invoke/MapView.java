package dev.valence.invoke;

/** A {@link java.util.Map} as an object whose members are its keys. */
public enum MapView implements View {
    INSTANCE
}
