package dev.valence.api;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A plain object of a page, copied: its members in their order. Belongs to whoever received it. */
public final class PageObject extends LinkedHashMap<String, @Nullable Object> {
    private static final long serialVersionUID = 1L;

    private final String constructorName;

    /** An empty object whose constructor has the given name; {@code ""} for an object without a prototype. */
    public PageObject(String constructorName) {
        this.constructorName = constructorName;
    }

    /** The name of the constructor that the object had in the page (Electron behaviour F-63). */
    public String constructorName() {
        return constructorName;
    }
}
