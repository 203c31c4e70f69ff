package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolTraffic;
import java.util.ArrayList;
import java.util.List;

/** The calls and tokens that the provider admitted during the last minute, second by second. */
final class LastMinuteTraffic {
    private static final int SECONDS = 64;
    private static final long MINUTE_MILLIS = 60_000;
    /** The number of calls, expected during a gap, from which the gap counts as a break. */
    private static final int BREAK_CALLS = 10;

    private final double[] calls = new double[SECONDS];
    private final double[] tokens = new double[SECONDS];
    private final double[] throttled = new double[SECONDS];
    /** Not handed on to the next run of the pool's workflow: it only matters in a pool's first minute. */
    private final double[] answered = new double[SECONDS];

    private long newest;

    LastMinuteTraffic(PoolMemory.LastMinute memory) {
        newest = memory.lastSecond();
        long second = newest - memory.seconds().size();
        for (PoolMemory.SecondOfTraffic amounts : memory.seconds()) {
            second++;
            calls[at(second)] = amounts.calls();
            tokens[at(second)] = amounts.tokens();
            throttled[at(second)] = amounts.throttled();
        }
    }

    /** Adds reported traffic, spread over the time in which it happened. */
    void add(PoolTraffic traffic, long now) {
        advance(now);
        long millis = Math.max(1, Math.min(traffic.millis(), MINUTE_MILLIS));
        // A 429 response comes quickly, so the 429s among these calls are mostly known by now.
        double accepted = Math.max(0, traffic.calls() - traffic.throttled());
        double acceptedTokens = traffic.calls() == 0 ? 0 : traffic.tokens() * accepted / traffic.calls();
        for (long second = (now - millis) / 1000; second <= now / 1000; second++) {
            double overlap = Math.min(now, (second + 1) * 1000) - Math.max(now - millis, second * 1000);
            double part = overlap / millis;
            calls[at(second)] += part * accepted;
            tokens[at(second)] += part * acceptedTokens;
            throttled[at(second)] += part * traffic.throttled();
            answered[at(second)] += part * traffic.answered();
        }
    }

    /** Returns the requests or tokens that were admitted during the last milliseconds, 60,000 at most. */
    double accepted(QuotaDimension dimension, long millis, long now) {
        return sum(dimension == QuotaDimension.TOKENS ? tokens : calls, millis, now);
    }

    /** Returns the number of 429 responses during the last milliseconds. */
    double throttled(long millis, long now) {
        return sum(throttled, millis, now);
    }

    /** Returns the number of calls of the last minute whose answers have arrived. */
    double answered(long now) {
        return sum(answered, MINUTE_MILLIS, now);
    }

    /** Returns how many milliseconds ago the first call of the last minute was sent. */
    long activeMillis(long now) {
        advance(now);
        for (long second = now / 1000 - 59; second <= now / 1000; second++) {
            if (calls[at(second)] > 0) {
                return Math.min(MINUTE_MILLIS, Math.max(1000, now - second * 1000));
            }
        }
        return 1000;
    }

    /** Returns whether no call was sent for longer than chance explains, as when workers are stopped and started. */
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

    PoolMemory.LastMinute memory() {
        List<PoolMemory.SecondOfTraffic> seconds = new ArrayList<>();
        for (long second = newest - SECONDS + 1; second <= newest; second++) {
            int place = at(second);
            seconds.add(new PoolMemory.SecondOfTraffic(calls[place], tokens[place], throttled[place]));
        }
        return new PoolMemory.LastMinute(newest, seconds);
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
            answered[at(next)] = 0;
        }
        newest = Math.max(newest, second);
    }

    private static int at(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
