package dev.penstock.starter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import dev.penstock.contracts.PrintableText;

/** The conversion word {@code %printable(…)}: one event is one line of the log, whatever its message holds. */
public final class PrintableLine extends CompositeConverter<ILoggingEvent> {
    @Override
    protected String transform(ILoggingEvent event, String line) {
        return PrintableText.line(line);
    }
}
