package dev.penstock.limits.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Does what is due, in order of time; nothing waits really. */
final class VirtualClock {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    /** Some time in 2026, in milliseconds since 1970. */
    private static final long START = 1_780_000_000_000L;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long number;

    private record Event(long at, long number, Runnable action) {}

    void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(now, nanos), number++, action));
    }

    void in(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    void every(long nanos, Runnable action) {
        action.run();
        in(nanos, () -> every(nanos, action));
    }

    void runUntil(long nanos) {
        while (!events.isEmpty() && events.element().at() < nanos) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        now = nanos;
    }

    /** Nanoseconds since the start. */
    long now() {
        return now;
    }

    int second() {
        return (int) (now / SECOND);
    }

    long epochMillis() {
        return START + now / MILLI;
    }
}
