package dev.valence.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of all pages run, one after another, as on the main thread of Electron's main process. Tasks run in the order in
 * which they came.
 *
 * <p>It is a <i>turn</i> rather than a thread: one thread has it at a time. A thread that reads a socket, and so brings a call, may
 * be the one, when nobody else has it and nothing waits; else it is a thread of its own. What one task wrote, the next one sees,
 * whichever threads they ran on.
 */
public final class MainThread implements Executor, AutoCloseable {
    /** Messages that a task waits for on the thread that has read it: a page that never stops sending must not hold up its own calls. */
    static final int MOST_FURTHER = 16;

    @SuppressWarnings("ThreadLocalUsage") // a guest of this main thread
    private final ThreadLocal<@Nullable Guest> guests = new ThreadLocal<>();

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Thread own;
    private volatile @Nullable Thread holder;
    private boolean isClosed;

    /** A thread that reads, and what it may run when it has read. */
    private static final class Guest {
        @Nullable
        Runnable task;

        /** Whether it has read more than one task, or goes on reading, and left them to others. */
        boolean isBusy;

        /** Messages that it has read since. */
        int further;
    }

    /** @param name of the thread of its own */
    public MainThread(String name) {
        own = new Thread(this::serve, name);
        own.setDaemon(true);
        own.start();
    }

    /** Whether the calling thread has the turn. */
    public boolean isCurrent() {
        return Thread.currentThread() == holder;
    }

    /** Runs {@code task} in its turn. A task that comes after the end is dropped: nobody is left to see what it does. */
    @Override
    public void execute(Runnable task) {
        Guest guest = guests.get();
        if (guest == null || guest.isBusy) {
            enqueue(task);
        } else if (guest.task == null) {
            guest.task = task;
        } else {
            guest.isBusy = true;
            enqueue(guest.task);
            enqueue(task);
        }
    }

    private void enqueue(Runnable task) {
        synchronized (tasks) {
            if (!isClosed) {
                tasks.add(task);
                // Who has the turn looks for more when the task is over.
                if (holder == null) {
                    tasks.notifyAll();
                }
            }
        }
    }

    /**
     * Reads something, and then runs the task that was read, if it is the only one and the turn is free: no other thread has to
     * wake for it. By then the reading is over, so that others can go on with it while the task takes its time.
     */
    public void host(Runnable reading) {
        Guest guest = new Guest();
        guests.set(guest);
        try {
            reading.run();
        } finally {
            guests.remove();
            Runnable task = guest.isBusy ? null : guest.task;
            if (task != null) {
                if (takeTurn()) {
                    perform(task);
                } else {
                    enqueue(task);
                }
            }
        }
    }

    /** To be called by whoever reads, at each message: what this thread has read is left to another where there is no end of it. */
    public void readsOn() {
        Guest guest = guests.get();
        Runnable task = guest == null || guest.isBusy ? null : guest.task;
        if (guest != null && task != null && guest.further++ == MOST_FURTHER) {
            guest.isBusy = true;
            enqueue(task);
        }
    }

    private boolean takeTurn() {
        synchronized (tasks) {
            boolean isFree = holder == null && tasks.isEmpty() && !isClosed;
            if (isFree) {
                holder = Thread.currentThread();
            }
            return isFree;
        }
    }

    private void serve() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = serveOne();
        }
    }

    /** A method of its own: what waits for the next task must not keep the last one, and what that has made, alive. */
    private boolean serveOne() {
        Runnable task = next();
        if (task != null) {
            perform(task);
        }
        return task != null;
    }

    /** Waits for the turn and for something to do; null at the end. */
    private @Nullable Runnable next() {
        synchronized (tasks) {
            while (holder != null || tasks.isEmpty()) {
                if (isClosed) {
                    return null;
                }
                try {
                    tasks.wait();
                } catch (InterruptedException ended) {
                    // Closed, or somebody else's idea: the loop looks.
                }
            }
            holder = own;
            return tasks.poll();
        }
    }

    private void perform(Runnable task) {
        Thread thread = Thread.currentThread();
        try {
            task.run();
        } catch (Throwable defect) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
        } finally {
            synchronized (tasks) {
                holder = null;
                if (isClosed) {
                    // Meant for the task, which is over.
                    Thread.interrupted();
                }
                if (isClosed || !tasks.isEmpty()) {
                    tasks.notifyAll();
                }
            }
        }
    }

    /** Ends it: the task that runs is interrupted, what waits is dropped. */
    @Override
    public void close() {
        synchronized (tasks) {
            isClosed = true;
            tasks.clear();
            Thread current = holder;
            if (current != null) {
                current.interrupt();
            }
            tasks.notifyAll();
        }
    }
}
