package dev.penstock.limits.traffic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Remembers since when a pool's provider answers every call of a model with 429; each model has its own quota. */
public final class ThrottledModels {
    /** The time without calls after which earlier 429 responses say nothing; longer than any wait that a provider asks for. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    /** The time of nothing but 429 responses that suffices once a model was found to be throttled for long. */
    private static final Duration NEXT_TIME = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 1_000;

    private final LongSupplier nanoClock;
    private final Map<String, Row> rows = new HashMap<>();

    /** 429 responses, one after another. */
    private record Row(long since, long last) {}

    ThrottledModels(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Counts a 429. */
    public synchronized void throttled(String model) {
        if (rows.size() >= MOST_REMEMBERED) {
            rows.clear();
        }
        long now = nanoClock.getAsLong();
        rows.merge(model, new Row(now, now), (before, first) -> isOver(before) ? first : new Row(before.since, now));
    }

    /** Counts a call that the provider answered or refused: the model has quota. */
    public synchronized void answered(String model) {
        rows.remove(model);
    }

    /**
     * Returns whether every call of a model got a 429 for some time. If so, it is so again a minute later, unless a call is
     * answered before: who tries again finds out soon.
     */
    public synchronized boolean isThrottledFor(String model, Duration time) {
        Row row = rows.get(model);
        boolean isLong = row != null && !isOver(row) && nanoClock.getAsLong() - row.since >= time.toNanos();
        if (isLong) {
            long now = nanoClock.getAsLong();
            rows.put(model, new Row(now - time.minus(NEXT_TIME).toNanos(), now));
        }
        return isLong;
    }

    private boolean isOver(Row row) {
        return nanoClock.getAsLong() - row.last > FORGOTTEN.toNanos();
    }
}
