package dev.valence.registry;

import dev.valence.api.LimitException;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The functions, or streams, of one renderer that Java holds. Java keeps a function by keeping its Java object; nothing here does.
 *
 * <p>One page function is one Java object per Java type, while that object lives. When all objects of a function are
 * collected, the page is told how often Java has seen it, so that a function on its way to Java again is not dropped. All
 * methods may be called from any thread.
 */
public final class CallbackRegistry {
    private static final Cleaner CLEANER = Cleaner.create();

    /** Tells the page that Java holds a function no more. Called on the cleaner's thread. */
    @FunctionalInterface
    public interface Release {
        /** @param seen how often Java has seen the function */
        void release(long id, int seen);
    }

    private static final class Entry {
        final Map<Object, WeakReference<Object>> objects = new HashMap<>();
        int seen;
        int living;
    }

    private final String what;
    private final int limit;
    private final Release release;
    private final Map<Long, Entry> entries = new HashMap<>();

    /**
     * @param what is held, in the plural, for messages
     * @param limit how many of them Java holds at most
     */
    public CallbackRegistry(String what, int limit, Release release) {
        this.what = what;
        this.limit = limit;
        this.release = release;
    }

    /**
     * The Java object of a page function.
     *
     * @param count how often the page has handed it over
     * @param type what the object is to be; equal types share one object
     * @param make makes the object where there is none; the object must not be reachable from the maker
     * @throws LimitException Java holds as many functions of this renderer as it may
     */
    public synchronized Object hold(long id, int count, Object type, Supplier<Object> make) {
        Entry entry = entries.get(id);
        if (entry == null) {
            if (entries.size() >= limit) {
                throw new LimitException("Java holds " + limit + " " + what
                        + " of this page, which is the limit (Limits.callbacks). Let go of those that are not needed");
            }
            entry = new Entry();
        }
        entry.seen = Math.max(entry.seen, count);
        WeakReference<Object> reference = entry.objects.get(type);
        Object object = reference == null ? null : reference.get();
        if (object == null) {
            object = make.get();
            entries.put(id, entry);
            entry.objects.put(type, new WeakReference<>(object));
            entry.living++;
            Entry holder = entry;
            CLEANER.register(object, () -> collected(id, holder));
        }
        return object;
    }

    /**
     * The page has handed {@code id} over for the {@code count}-th time. Where Java holds it not, it is given back at once: no
     * object would ever do so.
     */
    public void see(long id, int count) {
        synchronized (this) {
            Entry entry = entries.get(id);
            if (entry != null) {
                entry.seen = Math.max(entry.seen, count);
                return;
            }
        }
        release.release(id, count);
    }

    /** How many functions Java holds. */
    public synchronized int count() {
        return entries.size();
    }

    /** Forgets all functions: the renderer has ended and is told nothing any more. */
    public synchronized void wipe() {
        entries.clear();
    }

    /** Gives {@code id} back now. Handed over again, it becomes another object. */
    public void giveBack(long id) {
        Entry entry;
        synchronized (this) {
            entry = entries.remove(id);
        }
        if (entry != null) {
            release.release(id, entry.seen);
        }
    }

    private void collected(long id, Entry entry) {
        synchronized (this) {
            if (--entry.living > 0 || !entries.remove(id, entry)) {
                return;
            }
        }
        release.release(id, entry.seen);
    }
}
