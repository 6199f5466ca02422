package dev.valence.transport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What Valence logs from now on, at every level, with its stacks. Jetty's own tracing shows all that is sent. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.valence");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final @Nullable Level before = OURS.getLevel();

    private LogLines() {}

    static LogLines begin() {
        LogLines log = new LogLines();
        log.setContext(OURS.getLoggerContext());
        log.start();
        OURS.setLevel(Level.TRACE);
        OURS.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String stack = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getFormattedMessage() + "\n" + stack);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        OURS.detachAppender(this);
        OURS.setLevel(before);
    }
}
