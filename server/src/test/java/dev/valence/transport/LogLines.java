package dev.valence.transport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged from now on, at every level and by everybody, with its stacks. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Level before = ROOT.getLevel();

    private LogLines() {}

    static LogLines begin() {
        LogLines log = new LogLines();
        log.setContext(ROOT.getLoggerContext());
        log.start();
        ROOT.setLevel(Level.TRACE);
        ROOT.addAppender(log);
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
        ROOT.detachAppender(this);
        ROOT.setLevel(before);
    }
}
