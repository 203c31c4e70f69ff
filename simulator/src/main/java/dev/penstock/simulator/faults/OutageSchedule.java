package dev.penstock.simulator.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells whether the provider is down, by a planned outage or because an outage was switched on. */
public final class OutageSchedule {
    private final LongSupplier nanos;
    private volatile long startedAt;
    private volatile @Nullable OutageMode switchedOn;

    public OutageSchedule(LongSupplier nanos) {
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
    }

    public Optional<OutageMode> now(List<OutageWindow> planned) {
        OutageMode byHand = switchedOn;
        if (byHand != null || planned.isEmpty()) {
            return Optional.ofNullable(byHand);
        }
        Duration sinceStart = Duration.ofNanos(nanos.getAsLong() - startedAt);
        return planned.stream()
                .filter(outage -> outage.covers(sinceStart))
                .map(OutageWindow::mode)
                .findFirst();
    }

    public void switchOn(OutageMode mode) {
        switchedOn = mode;
    }

    public void switchOff() {
        switchedOn = null;
    }

    /** Ends a switched-on outage and counts planned outages from now. */
    public void reset() {
        startedAt = nanos.getAsLong();
        switchedOn = null;
    }
}
