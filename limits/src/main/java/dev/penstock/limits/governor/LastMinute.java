package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.Traffic;
import java.util.ArrayList;
import java.util.List;

/** What the provider let in during the last minute, by seconds. */
final class LastMinute {
    private static final int SECONDS = 64;
    private static final long MINUTE_MILLIS = 60_000;
    /** So many would have gone out meanwhile. */
    private static final int BREAK_CALLS = 10;

    private final double[] calls = new double[SECONDS];
    private final double[] tokens = new double[SECONDS];
    private final double[] throttled = new double[SECONDS];
    private long newest;

    LastMinute(PoolMemory.Fleet memory) {
        newest = memory.lastSecond();
        long second = newest - memory.lastMinute().size();
        for (PoolMemory.Second amounts : memory.lastMinute()) {
            second++;
            calls[at(second)] = amounts.calls();
            tokens[at(second)] = amounts.tokens();
            throttled[at(second)] = amounts.throttled();
        }
    }

    /** Spreads it over the time it happened in. */
    void add(Traffic traffic, long now) {
        advance(now);
        long millis = Math.max(1, Math.min(traffic.millis(), MINUTE_MILLIS));
        // An answer 429 comes quickly, so those of these calls are mostly known by now.
        double accepted = Math.max(0, traffic.calls() - traffic.throttled());
        double acceptedTokens = traffic.calls() == 0 ? 0 : traffic.tokens() * accepted / traffic.calls();
        for (long second = (now - millis) / 1000; second <= now / 1000; second++) {
            double overlap = Math.min(now, (second + 1) * 1000) - Math.max(now - millis, second * 1000);
            double part = overlap / millis;
            calls[at(second)] += part * accepted;
            tokens[at(second)] += part * acceptedTokens;
            throttled[at(second)] += part * traffic.throttled();
        }
    }

    /** Requests or tokens of the last so many milliseconds. */
    double accepted(Dimension dimension, long millis, long now) {
        return sum(dimension == Dimension.TOKENS ? tokens : calls, millis, now);
    }

    double throttled(long millis, long now) {
        return sum(throttled, millis, now);
    }

    /** How long ago the first of the last minute's calls went out. */
    long activeMillis(long now) {
        advance(now);
        for (long second = now / 1000 - 59; second <= now / 1000; second++) {
            if (calls[at(second)] > 0) {
                return Math.min(MINUTE_MILLIS, Math.max(1000, now - second * 1000));
            }
        }
        return 1000;
    }

    /** Whether nothing went out for so long that it was no chance, as when workers are stopped and started. */
    boolean hasBreak(long now) {
        double perSecond = sum(calls, MINUTE_MILLIS, now) * 1000 / MINUTE_MILLIS;
        int empty = 0;
        int longest = 0;
        for (long second = now / 1000 - 59; second < now / 1000; second++) {
            empty = calls[at(second)] > 0 ? 0 : empty + 1;
            longest = Math.max(longest, empty);
        }
        return longest >= 2 && longest * perSecond >= BREAK_CALLS;
    }

    long newest() {
        return newest;
    }

    List<PoolMemory.Second> memory() {
        List<PoolMemory.Second> seconds = new ArrayList<>();
        for (long second = newest - SECONDS + 1; second <= newest; second++) {
            int place = at(second);
            seconds.add(new PoolMemory.Second(calls[place], tokens[place], throttled[place]));
        }
        return seconds;
    }

    private double sum(double[] amounts, long millis, long now) {
        advance(now);
        long from = now - Math.min(millis, MINUTE_MILLIS);
        double sum = 0;
        for (long second = from / 1000 + 1; second <= now / 1000; second++) {
            sum += amounts[at(second)];
        }
        return sum + amounts[at(from / 1000)] * (1000 - from % 1000) / 1000.0;
    }

    private void advance(long now) {
        long second = now / 1000;
        for (long next = Math.max(newest + 1, second - SECONDS + 1); next <= second; next++) {
            calls[at(next)] = 0;
            tokens[at(next)] = 0;
            throttled[at(next)] = 0;
        }
        newest = Math.max(newest, second);
    }

    private static int at(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
