package dev.valence.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What Java logged as an error, and what reached the end of a thread. */
final class ServerLog extends AppenderBase<ILoggingEvent> {
    private final List<String> errors = new ArrayList<>();

    static ServerLog begin() {
        ServerLog log = new ServerLog();
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> log.add(thread.getName() + " ended by " + thrown));
        return log;
    }

    void end() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(this);
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            IThrowableProxy thrown = event.getThrowableProxy();
            String cause = thrown == null ? "" : ": " + thrown.getClassName() + ": " + thrown.getMessage();
            add(event.getLoggerName() + ": " + event.getFormattedMessage() + cause);
        }
    }

    private void add(String error) {
        synchronized (errors) {
            errors.add(error);
        }
    }

    /** All errors since the last time, each once. */
    List<String> drain() {
        synchronized (errors) {
            List<String> drained = errors.stream().distinct().toList();
            errors.clear();
            return drained;
        }
    }
}
