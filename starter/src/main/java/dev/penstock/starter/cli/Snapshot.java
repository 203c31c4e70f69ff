package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.Counts;
import java.time.Duration;
import java.util.Locale;

/** What the progress line shows at one moment. */
record Snapshot(BatchProgress progress, int inFlight, double requestsPerSecond, Duration parkedFor) {
    long done() {
        return progress.finished().counts().done();
    }

    long total() {
        return progress.total();
    }

    /** All but the bar itself: {@code 45.1/s · 20 in flight · 0.3 % failed · p50 312 ms, p99 480 ms · …}. */
    String facts() {
        Counts counts = progress.finished().counts();
        StringBuilder text = new StringBuilder(format("%.1f/s · %d in flight", requestsPerSecond, inFlight))
                .append(format(" · %.1f %% failed", 100 * counts.errorRate()))
                .append(format(
                        " · p50 %,d ms, p99 %,d ms",
                        progress.finished().latency().percentile(50),
                        progress.finished().latency().percentile(99)))
                .append(format(" · %,d tokens", progress.finished().usage().total()));
        if (!parkedFor.isZero()) {
            text.append(format(" · 429, waiting %d s", parkedFor.toSeconds() + 1));
        }
        if (progress.pausedBecause() != null) {
            text.append(" · paused: ").append(progress.pausedBecause());
        }
        return text.toString();
    }

    /** Left at the present rate; zero when that is not known. */
    Duration left() {
        return requestsPerSecond <= 0
                ? Duration.ZERO
                : Duration.ofSeconds((long) Math.ceil((total() - done()) / requestsPerSecond));
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
