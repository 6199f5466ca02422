package dev.valence.protocol;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * How much a log takes of errors that others can provoke as fast as they can ask: first with their stacks, then each as one line, then
 * none. The next line that there is says how many were left out. Safe for any thread.
 */
public final class LogBudget {
    /** Stacks of one page at once; one more for each further second. */
    public static final int STACKS = 20;

    public static final int STACKS_PER_SECOND = 1;

    /** Lines of one page at once, beside the stacks, and more for each further second: enough to find a reference by. */
    public static final int LINES = 200;

    public static final int LINES_PER_SECOND = 20;

    /** Of all together as many as of so many pages: one that is loaded again and again is another one each time. */
    public static final int PAGES = 5;

    /** Longest messages of an error and all its causes together, in characters, that are logged: they may quote what a page sent. */
    static final int LONGEST = 10_000;

    /** Causes and suppressed errors of one that is logged with its stack. */
    private static final int PARTS = 32;

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final LongSupplier clock;
    private final LineBudget stacks;
    private final LineBudget lines;

    /** Null where this is that of all. */
    private final @Nullable LogBudget ofAll;

    private final AtomicLong leftOut;

    /** That of all pages together. */
    public LogBudget() {
        this(System::nanoTime);
    }

    /** @param clock in nanoseconds */
    LogBudget(LongSupplier clock) {
        this(clock, PAGES, null, new AtomicLong());
    }

    private LogBudget(LongSupplier clock, int pages, @Nullable LogBudget ofAll, AtomicLong leftOut) {
        long now = clock.getAsLong();
        this.clock = clock;
        this.stacks = new LineBudget(pages * STACKS, pages * STACKS_PER_SECOND, now);
        this.lines = new LineBudget(pages * LINES, pages * LINES_PER_SECOND, now);
        this.ofAll = ofAll;
        this.leftOut = leftOut;
    }

    /** That of one page, which takes from this one too. */
    public LogBudget ofPage() {
        return new LogBudget(clock, 1, this, leftOut);
    }

    /**
     * Logs {@code thrown}, if there is room.
     *
     * @param what happened, in one line, with nothing in it that somebody else wrote
     * @return whether the log has a line of it
     */
    public boolean tell(Logger log, Level level, String what, Throwable thrown) {
        if (isShort(thrown) && takeStack(clock.getAsLong())) {
            log.atLevel(level).setCause(thrown).log(what + more());
            return true;
        }
        return tell(
                log,
                level,
                () -> what + ": " + thrown.getClass().getName() + topOf(thrown)
                        + ", without its stack, as it is too long or they are too many");
    }

    /**
     * Logs a line, if there is room.
     *
     * @param line made only if there is
     * @return whether there was
     */
    public boolean tell(Logger log, Level level, Supplier<String> line) {
        if (takeLine(clock.getAsLong())) {
            log.atLevel(level).log(line.get() + more());
            return true;
        }
        leftOut.incrementAndGet();
        return false;
    }

    private boolean takeStack(long now) {
        return stacks.take(now) && (ofAll == null || ofAll.takeStack(now));
    }

    private boolean takeLine(long now) {
        return lines.take(now) && (ofAll == null || ofAll.takeLine(now));
    }

    private String more() {
        long untold = leftOut.getAndSet(0);
        return untold == 0 ? "" : "; " + untold + " more were not told before it";
    }

    /** Whether a line of a stack is in the JDK. */
    public static boolean isOfJdk(StackTraceElement frame) {
        return JDK.stream().anyMatch(frame.getClassName()::startsWith);
    }

    /** Where somebody can look who knows the application. */
    private static String topOf(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .filter(frame -> !isOfJdk(frame))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }

    private static boolean isShort(Throwable thrown) {
        Deque<Throwable> left = new ArrayDeque<>(List.of(thrown));
        long characters = 0;
        for (int part = 0; !left.isEmpty(); part++) {
            Throwable each = left.pop();
            String message = each.getMessage();
            characters += message == null ? 0 : message.length();
            if (part == PARTS || characters > LONGEST) {
                return false;
            }
            if (each.getCause() != null) {
                left.push(each.getCause());
            }
            Collections.addAll(left, each.getSuppressed());
        }
        return true;
    }
}
