package dev.valence;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a logger gets, until it is closed. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final @Nullable Level before;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    private LogLines(String name, Level level) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        this.before = logger.getLevel();
        setContext(logger.getLoggerContext());
        start();
        logger.setLevel(level);
        logger.addAppender(this);
    }

    /** All that Valence logs. Jetty's own tracing shows all that is sent. */
    public static LogLines ofValence() {
        return of("dev.valence", Level.TRACE);
    }

    /** All that a class logs. */
    public static LogLines of(Class<?> logging) {
        return of(logging.getName(), Level.TRACE);
    }

    /** What a logger gets at {@code level} and above. */
    public static LogLines of(String logger, Level level) {
        return new LogLines(logger, level);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    public List<String> messages() {
        return each(ILoggingEvent::getFormattedMessage);
    }

    /** Each after its level, such as {@code WARN}. */
    public List<String> withLevels() {
        return each(event -> event.getLevel() + " " + event.getFormattedMessage());
    }

    /** Each before its stack, if it has one. */
    public List<String> withStacks() {
        return each(event -> event.getFormattedMessage() + "\n"
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    /** How many have a stack. */
    public long stacks() {
        return events.stream()
                .filter(event -> event.getThrowableProxy() != null)
                .count();
    }

    private List<String> each(Function<ILoggingEvent, String> text) {
        return events.stream().map(text).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
    }
}
