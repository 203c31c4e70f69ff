package dev.penstock.service.callers;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is set. */
final class MovableClock extends Clock {
    private Instant now;

    MovableClock(String now) {
        this.now = Instant.parse(now);
    }

    void set(String newNow) {
        now = Instant.parse(newNow);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
