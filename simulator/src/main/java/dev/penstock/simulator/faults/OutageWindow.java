package dev.penstock.simulator.faults;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A planned outage: a time, counted from the simulator's start, in which the provider is down. */
public record OutageWindow(Duration from, Duration to, OutageMode mode) {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\.\\.(\\d+(?:\\.\\d+)?)(:drop|:503)?");

    public OutageWindow {
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("an outage must end after its beginning");
        }
    }

    /** Reads an outage such as {@code 30..60} or {@code 30..60:drop}, in seconds since the start. */
    @JsonCreator
    public static OutageWindow parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an outage such as 30..60 or 30..60:drop");
        }
        OutageMode mode = ":drop".equals(parts.group(3)) ? OutageMode.DROP : OutageMode.UNAVAILABLE;
        return new OutageWindow(seconds(parts.group(1)), seconds(parts.group(2)), mode);
    }

    @JsonValue
    public String text() {
        return plain(from) + ".." + plain(to) + (mode == OutageMode.DROP ? ":drop" : "");
    }

    public boolean covers(Duration sinceStart) {
        return sinceStart.compareTo(from) >= 0 && sinceStart.compareTo(to) < 0;
    }

    private static Duration seconds(String number) {
        return Duration.ofMillis(new BigDecimal(number).movePointRight(3).longValue());
    }

    private static String plain(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
