package dev.valence.sample.files;

import dev.valence.api.Renderer;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the operating system for all watches, on one thread, and makes one event of many. */
final class FolderWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

    /** Milliseconds without an event after which a burst is over: programs write, rename and touch in one go. */
    private static final long QUIET = 40;

    /** Nanoseconds after which even a folder that never falls quiet is told about. */
    private static final long LONGEST_BURST = TimeUnit.MILLISECONDS.toNanos(250);

    private final WatchService service;

    /** Who listens to what. The same folder has the same key, so it costs the system one watch however many listen. */
    private final Map<WatchKey, Set<Runnable>> listeners = new HashMap<>();

    private FolderWatcher(WatchService service) {
        this.service = service;
    }

    static FolderWatcher start() throws IOException {
        FolderWatcher watcher = new FolderWatcher(FileSystems.getDefault().newWatchService());
        Thread thread = new Thread(watcher::run, "commander-watch");
        thread.setDaemon(true);
        thread.start();
        return watcher;
    }

    /** @return takes the listener back */
    synchronized Renderer.Registration subscribe(Path folder, Runnable listener) throws IOException {
        WatchKey key = folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_DELETE,
                StandardWatchEventKinds.ENTRY_MODIFY);
        listeners.computeIfAbsent(key, unused -> new LinkedHashSet<>()).add(listener);
        return () -> unsubscribe(key, listener);
    }

    private synchronized void unsubscribe(WatchKey key, Runnable listener) {
        Set<Runnable> left = listeners.get(key);
        if (left != null && left.remove(listener) && left.isEmpty()) {
            listeners.remove(key);
            key.cancel();
        }
    }

    /** How many folders the system watches. */
    synchronized int watched() {
        return listeners.size();
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException problem) {
            LOG.warn("The watch service did not close", problem);
        }
    }

    private void run() {
        Set<WatchKey> due = new LinkedHashSet<>();
        long burstEnds = 0;
        try {
            while (true) {
                WatchKey key = due.isEmpty() ? service.take() : service.poll(QUIET, TimeUnit.MILLISECONDS);
                if (key != null) {
                    burstEnds = due.isEmpty() ? System.nanoTime() + LONGEST_BURST : burstEnds;
                    key.pollEvents();
                    key.reset();
                    due.add(key);
                }
                if (key == null || System.nanoTime() - burstEnds > 0) {
                    due.forEach(this::tell);
                    due.clear();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            LOG.debug("No folder is watched any more");
        }
    }

    private void tell(WatchKey key) {
        List<Runnable> told;
        synchronized (this) {
            told = new ArrayList<>(listeners.getOrDefault(key, Set.of()));
        }
        for (Runnable listener : told) {
            try {
                listener.run();
            } catch (RuntimeException problem) {
                LOG.warn("A listener to a folder failed; the others are told all the same", problem);
            }
        }
    }
}
