package dev.valence.sample.documentation;

import dev.valence.api.Exposed;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Module {@code ./library}: what is copied, what is lent, and for how long. */
@Exposed
public final class Library {
    /** A remote function. */
    public final UnaryOperator<String> stamp = title -> "Property of the library: " + title;

    private final List<String> titles = new ArrayList<>(List.of("Emma", "Ulysses", "Walden"));
    private final byte[] seal = {86, 97, 108};
    private WeakReference<@Nullable Book> lent = new WeakReference<>(null);
    private @Nullable Runnable reader;
    private WeakReference<@Nullable Runnable> lastReader = new WeakReference<>(null);

    /** A book, known to Java by no one but the page that borrows it. */
    @Exposed
    public static final class Book {
        public final String title;

        Book(String title) {
            this.title = title;
        }
    }

    /** An array for the page: a copy each time. */
    public List<String> titles() {
        return titles;
    }

    /** A Uint8Array for the page: a copy each time. */
    public byte[] seal() {
        return seal.clone();
    }

    /** Hands out a book and keeps no reference of its own. */
    public Book lend(String title) {
        Book book = new Book(title);
        lent = new WeakReference<>(book);
        return book;
    }

    /** Whether the book lent last is still in memory, asked of the garbage collector first. */
    public boolean isBookAlive() {
        System.gc();
        return lent.get() != null;
    }

    /** A map whose keys are members for the page, a new one each time. */
    public Map<String, Object> catalogue() {
        return new LinkedHashMap<>(Map.of("Emma", 1815));
    }

    /** Adds to a map that a page may hold. */
    public void add(Map<String, Object> catalogue, String title, int year) {
        catalogue.put(title, year);
    }

    /** Keeps a function of a page until the next one, or {@code null}, takes its place. */
    public void remember(@Nullable Runnable function) {
        reader = function;
        if (function != null) {
            lastReader = new WeakReference<>(function);
        }
    }

    /** Calls the function that is kept, if there is one. */
    public boolean callReader() {
        if (reader == null) {
            return false;
        }
        reader.run();
        return true;
    }

    /** Whether the function that was kept last is still in memory, asked of the garbage collector first. */
    public boolean isReaderAlive() {
        System.gc();
        return lastReader.get() != null;
    }
}
