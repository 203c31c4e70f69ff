package dev.penstock.starter.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** How many answers a second the provider gives, from its books, which are read five times a second. */
final class CallRate implements AutoCloseable {
    /** The part of the rate before that counts as the full rate again. */
    private static final double FULL = 0.9;

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration WINDOW = Duration.ofSeconds(3);

    private record Reading(long nanos, long answers) {}

    private final Books books;
    private final List<Reading> readings = new ArrayList<>();
    private final Thread reader;

    CallRate(Books books) {
        this.books = books;
        this.reader = Thread.startVirtualThread(this::read);
    }

    /** Waits so long, and returns the rate meanwhile. */
    double during(Duration time) {
        long from = System.nanoTime();
        await().atMost(Patience.LIMIT).pollInterval(EVERY).until(() -> isCovered(from, time));
        return perSecond(from, time);
    }

    /**
     * Waits until three seconds in a row have the full rate.
     *
     * @param from the first moment that they may begin at, by {@link System#nanoTime}
     * @param rate the full rate, in answers a second
     * @return the time from that moment to the beginning of the three seconds
     */
    Duration untilFull(long from, double rate) {
        long[] start = {from};
        try {
            await("full rate").atMost(Patience.LIMIT).pollInterval(EVERY).until(() -> {
                while (isCovered(start[0], WINDOW)) {
                    if (perSecond(start[0], WINDOW) >= FULL * rate) {
                        return true;
                    }
                    start[0] += EVERY.toNanos();
                }
                return false;
            });
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(
                    "%.0f answers a second are not reached again; the books say %s"
                            .formatted(rate, books.stats().calls()),
                    never);
        }
        return Duration.ofNanos(start[0] - from);
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void read() {
        try {
            while (true) {
                synchronized (readings) {
                    readings.add(
                            new Reading(System.nanoTime(), books.stats().calls().answered()));
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isCovered(long from, Duration time) {
        synchronized (readings) {
            return !readings.isEmpty() && readings.getLast().nanos() - from >= time.toNanos();
        }
    }

    private double perSecond(long from, Duration time) {
        synchronized (readings) {
            return (at(from + time.toNanos()) - at(from)) * 1e9 / time.toNanos();
        }
    }

    /** Between two readings, in proportion. */
    private double at(long nanos) {
        Reading before = readings.getFirst();
        for (Reading reading : readings) {
            if (reading.nanos() >= nanos) {
                double part = (double) (nanos - before.nanos()) / Math.max(1, reading.nanos() - before.nanos());
                return before.answers() + Math.max(0, part) * (reading.answers() - before.answers());
            }
            before = reading;
        }
        return before.answers();
    }
}
