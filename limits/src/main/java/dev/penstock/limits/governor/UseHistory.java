package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory.UseOfPeriod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The calls and tokens of the last hour or day, in periods of equal length. A period counts until its last moment is out of the
 * window: never too little, at most one period too long.
 */
final class UseHistory {
    static final long MINUTE = 60_000;
    static final long QUARTER = 15 * MINUTE;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private final long period;
    private final long window;
    private final long kept;
    private final Deque<UseOfPeriod> periods;

    private UseHistory(long period, long window, long kept, List<UseOfPeriod> memory) {
        this.period = period;
        this.window = window;
        this.kept = kept;
        periods = new ArrayDeque<>(memory);
    }

    /** Creates the history of the last hour, by minutes. */
    static UseHistory ofHour(List<UseOfPeriod> memory) {
        return new UseHistory(MINUTE, HOUR, HOUR, memory);
    }

    /** Creates the history of the last day, by quarters of an hour. */
    static UseHistory ofDay(List<UseOfPeriod> memory) {
        // The day on which clocks are set back has 25 hours.
        return new UseHistory(QUARTER, DAY, DAY + HOUR, memory);
    }

    void add(long requests, long tokens, long now) {
        forget(now);
        if (requests == 0 && tokens == 0) {
            return;
        }
        long at = now - Math.floorMod(now, period);
        UseOfPeriod last = periods.peekLast();
        if (last != null && last.at() >= at) {
            periods.removeLast();
            periods.add(new UseOfPeriod(last.at(), last.requests() + requests, last.tokens() + tokens));
        } else {
            periods.add(new UseOfPeriod(at, requests, tokens));
        }
    }

    /** Returns what was used in the window that ends now. */
    long used(ToLongFunction<UseOfPeriod> amount, long now) {
        return usedSince(amount, now - window);
    }

    /** Returns what was used since a moment; all of the period in which the moment is. */
    long usedSince(ToLongFunction<UseOfPeriod> amount, long since) {
        return periods.stream()
                .filter(one -> one.at() + period > since)
                .mapToLong(amount)
                .sum();
    }

    /** Returns when the window holds less than an amount again, if nothing more is used. */
    long belowAt(long most, ToLongFunction<UseOfPeriod> amount, long now) {
        long rest = used(amount, now);
        long at = now;
        for (UseOfPeriod one : periods) {
            if (rest < most) {
                return at;
            }
            long end = one.at() + period + window;
            if (end > now) {
                rest -= amount.applyAsLong(one);
                at = end;
            }
        }
        return at;
    }

    /** Returns when the last period began in which anything was used; 0 = nothing is remembered. */
    long lastUse() {
        UseOfPeriod last = periods.peekLast();
        return last == null ? 0 : last.at();
    }

    List<UseOfPeriod> memory() {
        return List.copyOf(periods);
    }

    private void forget(long now) {
        while (!periods.isEmpty() && periods.element().at() + period + kept <= now) {
            periods.remove();
        }
    }
}
