package dev.penstock.starter.cli.output;

import dev.penstock.client.batch.BatchTotals;
import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The values that the progress line shows at one moment.
 *
 * @param waits what the pools' calls wait for, for people
 */
public record ProgressSnapshot(BatchProgress progress, int inFlight, double requestsPerSecond, List<String> waits) {
    public long done() {
        return progress.finished().counts().done();
    }

    public long total() {
        return progress.total();
    }

    /** Returns all texts beside the bar, the most important first. */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        if (progress.pausedBecause() != null) {
            facts.add(PrintableText.line("paused: " + progress.pausedBecause()));
        }
        facts.addAll(waits);
        if (progress.lane() != null
                && progress.lane().partsDone() < progress.lane().parts()) {
            facts.add(PrintableText.line(LaneText.now(progress.lane())));
        }
        Receipt finished = progress.finished();
        if (!left().isZero()) {
            facts.add(clock(left()) + " left");
        }
        facts.add(format("%.1f/s", requestsPerSecond));
        facts.add(format("%d in flight", inFlight));
        if (done() == 0) {
            return facts;
        }
        facts.add(format("%.1f %% failed", 100 * finished.counts().errorRate()));
        String incomplete = finished.counts().incompleteAnswers().text();
        if (!incomplete.isEmpty()) {
            facts.add(incomplete);
        }
        if (finished.counts().reused() > 0) {
            facts.add(format("%,d reused", finished.counts().reused()));
        }
        BatchTotals.Latency latency = BatchTotals.of(finished).latency();
        if (latency.wasTimed()) {
            facts.add(format("p50 %,d ms, p99 %,d ms", latency.p50(), latency.p99()));
        }
        facts.add(format("%,d tokens", finished.usage().total()));
        return facts;
    }

    /** Returns the remaining time at the present rate; zero if the rate is not known. */
    Duration left() {
        return requestsPerSecond <= 0
                ? Duration.ZERO
                : Duration.ofSeconds((long) Math.ceil((total() - done()) / requestsPerSecond));
    }

    /** Formats a time as {@code 0:42} or {@code 1:38:10}. */
    public static String clock(Duration time) {
        return time.toHours() > 0
                ? format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : format("%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }

    public static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
