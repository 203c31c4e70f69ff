package dev.penstock.starter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import dev.penstock.contracts.PrintableText;
import java.util.stream.Collectors;

/** The conversion word {@code %trace(…)}: the lines of a stack trace, indented, so that none can pass for an event. */
public final class PrintableTrace extends CompositeConverter<ILoggingEvent> {
    @Override
    protected String transform(ILoggingEvent event, String trace) {
        return PrintableText.lines(trace)
                .lines()
                .map(line -> "  " + line + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
