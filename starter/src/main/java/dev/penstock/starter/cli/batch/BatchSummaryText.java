package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchTotals;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.output.CountText;
import dev.penstock.starter.cli.output.LaneText;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.starter.cli.output.StatsText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Formats a batch that has ended for people: its state, figures and files. */
final class BatchSummaryText {
    private BatchSummaryText() {}

    static List<String> of(BatchDescription batch) {
        BatchTotals figures = Objects.requireNonNull(batch.figures());
        List<String> lines = new ArrayList<>();
        if (batch.status() != BatchState.COMPLETED) {
            lines.add("batch %s is %s: %s"
                    .formatted(batch.id(), batch.status(), batch.remarks().reason()));
        }
        add(
                lines,
                "answered: %,d of %,d, %s, in %.1f s (%.1f/s)",
                figures.completed(),
                Objects.requireNonNull(batch.total()),
                CountText.deadLetters(figures.failed()),
                Objects.requireNonNull(batch.times().wallSeconds()),
                Objects.requireNonNull(batch.times().requestsPerSecond()));
        StatsText.incomplete(figures).ifPresent(lines::add);
        if (figures.reused() > 0) {
            add(lines, "reused:   %,d from the cache, %,d duplicates", figures.fromCache(), figures.duplicates());
        }
        if (figures.latency().wasTimed()) {
            add(
                    lines,
                    "latency:  p50 %,d ms, p99 %,d ms",
                    figures.latency().p50(),
                    figures.latency().p99());
        }
        add(
                lines,
                "tokens:   %,d input, %,d output; cost %s",
                figures.usage().input(),
                figures.usage().output(),
                cost(figures));
        StatsText.possiblyPaid(figures).ifPresent(lines::add);
        if (batch.parts().lanes() != null) {
            lines.add(LaneText.costs(batch.parts().lanes()));
        }
        add(
                lines,
                "retries:  %,d after faults; %,d times rate-limited (429); %,d possibly paid twice",
                figures.retries(),
                figures.throttled(),
                figures.possiblyPaidTwice());
        lines.add("results:  " + batch.files().output());
        if (figures.failed() > 0) {
            lines.add("errors:   " + batch.files().errors());
            batch.remarks()
                    .commonErrors()
                    .forEach(error -> add(lines, "          %,d × %s", error.count(), error.text()));
            lines.add("replay the dead letters with: penstock retry-failed " + batch.id());
        }
        return lines;
    }

    private static String cost(BatchTotals figures) {
        return figures.costUsd() == null
                ? "not known in full: an answer came without usage, or its model has no price"
                : "$" + figures.costUsd().toPlainString();
    }

    private static void add(List<String> lines, String pattern, Object... values) {
        lines.add(ProgressSnapshot.format(pattern, values));
    }
}
