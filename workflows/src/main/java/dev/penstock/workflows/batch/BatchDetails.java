package dev.penstock.workflows.batch;

import dev.penstock.contracts.Counts;
import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.pipeline.StageTotal;
import dev.penstock.workflows.providerbatch.LaneDetails;
import java.util.Locale;

/** Formats a batch's progress for Temporal's Web UI: Markdown for {@code Workflow.setCurrentDetails}. */
final class BatchDetails {
    private BatchDetails() {}

    static String of(BatchProgress progress) {
        Counts counts = progress.finished().counts();
        StringBuilder text = new StringBuilder("**%s**\n\n".formatted(progress.state()));
        if (progress.state() == BatchState.VALIDATING && progress.store() != null) {
            text.append(
                    "A worker of store %s reads the input, or will once there is one.\n\n".formatted(progress.store()));
        }
        if (progress.pausedBecause() != null) {
            text.append("Paused: %s\n\n".formatted(MarkdownText.code(progress.pausedBecause())));
        }
        if (progress.alert() != null) {
            text.append("⚠ %s\n\n".formatted(MarkdownText.code(progress.alert())));
        }
        return text.append("| finished shards have | |\n|---|---|\n")
                .append(line("done", "%,d of %,d".formatted(counts.done(), progress.total())))
                .append(line("dead letters", "%,d (%.1f %%)".formatted(counts.failed(), 100 * counts.errorRate())))
                .append(incomplete(counts))
                .append(reused(progress))
                .append(line(
                        "rate-limited (429) / retries", "%,d / %,d".formatted(counts.throttled(), counts.retries())))
                .append(line(
                        "tokens in / out",
                        "%,d / %,d"
                                .formatted(
                                        progress.finished().usage().input(),
                                        progress.finished().usage().output())))
                .append(line(
                        "p50 / p99",
                        "%,d ms / %,d ms"
                                .formatted(
                                        progress.finished().latency().percentile(50),
                                        progress.finished().latency().percentile(99))))
                .append(line("running shards", progress.running().toString()))
                .append(stages(progress))
                .append(LaneDetails.of(progress.lane()))
                .toString();
    }

    private static String incomplete(Counts counts) {
        String text = counts.incompleteAnswers().text();
        return text.isEmpty() ? "" : line("answers", text);
    }

    /** Returns the lines on cached answers and duplicates; empty when there are neither. */
    private static String reused(BatchProgress progress) {
        Counts counts = progress.finished().counts();
        String kept = counts.cached() == 0 ? "" : line("from the cache", "%,d".formatted(counts.cached()));
        return progress.duplicates() == null
                ? kept
                : kept
                        + line(
                                "duplicates",
                                "%,d of %,d have their result".formatted(counts.duplicates(), progress.duplicates()));
    }

    private static String stages(BatchProgress progress) {
        if (progress.stages() == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                "\n| stage | passed | dead letters | tokens in / out | p50 / p99 |\n|---|---|---|---|---|\n");
        for (StageTotal stage : progress.stages()) {
            Receipt receipt = stage.receipt();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d / %,d | %,d ms / %,d ms |%n",
                    MarkdownText.code(stage.name()),
                    receipt.counts().completed(),
                    receipt.counts().failed(),
                    receipt.usage().input(),
                    receipt.usage().output(),
                    receipt.latency().percentile(50),
                    receipt.latency().percentile(99)));
        }
        return text.toString();
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "| %s | %s |%n", name, value);
    }
}
