package dev.penstock.limits.rate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The usage that comes with a share of the quota from another worker: its former holder is taken to have used all of it,
 * evenly over the last minute, so that it counts less and less until a minute later it counts nothing.
 *
 * <p>Arithmetic only: times are passed in, in nanoseconds.
 */
final class InheritedUsage {
    /** Shares move about every second; usage inherited within this time is counted together. */
    private static final long TOGETHER = 500_000_000;

    private static final long PRECISION = 1_000_000;

    private record Part(double amount, long at) {
        double left(long now) {
            return amount * Math.clamp(1 - (double) (now - at) / SlidingWindow.LENGTH, 0, 1);
        }
    }

    private final Deque<Part> parts = new ArrayDeque<>();

    void add(double amount, long now) {
        Part latest = parts.peekLast();
        if (latest != null && now - latest.at < TOGETHER) {
            parts.removeLast();
            parts.addLast(new Part(latest.left(now) + amount, now));
        } else {
            parts.addLast(new Part(amount, now));
        }
    }

    void scale(double factor) {
        for (int i = parts.size(); i > 0; i--) {
            Part part = parts.removeFirst();
            parts.addLast(new Part(part.amount * factor, part.at));
        }
    }

    void clear() {
        parts.clear();
    }

    /** Returns the usage that counts at a time, which is now or later. */
    double at(long time) {
        double sum = 0;
        for (Part part : parts) {
            sum += part.left(time);
        }
        return sum;
    }

    void expire(long now) {
        while (!parts.isEmpty() && now - parts.getFirst().at >= SlidingWindow.LENGTH) {
            parts.removeFirst();
        }
    }

    /** Returns the first time between two times at which no more than {@code room} counts; at {@code until} that is so. */
    long whenAtMost(double room, long from, long until) {
        if (at(from) <= room) {
            return from;
        }
        long tooEarly = from;
        long enough = Math.min(until, emptyAt());
        while (enough - tooEarly > PRECISION) {
            long middle = tooEarly + (enough - tooEarly) / 2;
            if (at(middle) <= room) {
                enough = middle;
            } else {
                tooEarly = middle;
            }
        }
        return enough;
    }

    /** Returns when no inherited usage counts any more. */
    long emptyAt() {
        return parts.isEmpty() ? Long.MIN_VALUE : parts.getLast().at + SlidingWindow.LENGTH;
    }
}
