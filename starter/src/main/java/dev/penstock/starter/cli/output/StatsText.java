package dev.penstock.starter.cli.output;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchTotals;
import dev.penstock.client.batch.BatchTotals.Latency;
import dev.penstock.contracts.Usage;
import dev.penstock.starter.usage.BatchStatistics;
import dev.penstock.starter.usage.Statistics;
import dev.penstock.starter.usage.Statistics.Part;
import dev.penstock.starter.usage.TenantStatistics;
import dev.penstock.starter.usage.UsagePrices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats statistics for a terminal. */
public final class StatsText {
    private StatsText() {}

    public static List<String> page(BatchStatistics of) {
        BatchDescription batch = of.batch();
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s".formatted(batch.id(), batch.status()));
        lines.addAll(numbers(
                format(" of %,d", Objects.requireNonNull(batch.total())),
                Objects.requireNonNull(batch.figures()),
                of.statistics()));
        return lines;
    }

    public static List<String> page(TenantStatistics of) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: tenant, %s".formatted(of.tenant(), CountText.of(of.batches(), "batch", "batches")));
        lines.addAll(numbers("", of.figures(), of.statistics()));
        return lines;
    }

    private static List<String> numbers(String total, BatchTotals figures, Statistics statistics) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "requests: %,d%s, %,d answered (%.2f %%), %s",
                figures.done(),
                total,
                figures.completed(),
                100 * statistics.successRate(),
                CountText.deadLetters(figures.failed())));
        if (figures.reused() > 0) {
            lines.add("not called: " + UsageText.reused(figures.fromCache(), figures.duplicates()));
        }
        incomplete(figures).ifPresent(lines::add);
        lines.add(format(
                "retries:  %,d after faults; %,d times rate-limited (429); %,d possibly paid twice",
                figures.retries(), figures.throttled(), figures.possiblyPaidTwice()));
        if (figures.latency().wasTimed()) {
            lines.add("latency:  " + latency(figures.latency()));
        }
        Usage usage = figures.usage();
        lines.add(format(
                "tokens:   %,d input (%,d cached), %,d output (%,d reasoning)",
                usage.input(), usage.cached(), usage.output(), usage.reasoning()));
        lines.add("cost:     " + cost(figures, statistics.prices()));
        possiblyPaid(figures).ifPresent(lines::add);
        lines.add(format(
                "speed:    %.1f requests/s, %.1f tokens/s over %,.1f s",
                statistics.callsPerSecond(), statistics.tokensPerSecond(), statistics.activeSeconds()));
        time(statistics.time()).ifPresent(lines::add);
        if (statistics.parts().size() > 1 || statistics.parts().stream().anyMatch(StatsText::isStage)) {
            statistics.parts().forEach(part -> lines.add(part(part)));
        }
        return lines;
    }

    /** Formats how many answers lack something; empty if none does. */
    public static Optional<String> incomplete(BatchTotals figures) {
        String counts = figures.incomplete().text();
        return counts.isEmpty() ? Optional.empty() : Optional.of("answers:  " + counts);
    }

    /** Formats what calls may have cost in addition to the known cost; empty if that is nothing. */
    public static Optional<String> possiblyPaid(BatchTotals figures) {
        return figures.possiblyUsd().signum() == 0
                ? Optional.empty()
                : Optional.of("possibly: calls without an answer or a known usage may have cost up to $%s more"
                        .formatted(figures.possiblyUsd().toPlainString()));
    }

    /** Formats how long requests waited and how long their calls took; empty if no call was timed. */
    public static Optional<String> time(Statistics.Time time) {
        double all = time.waiting() + time.calling();
        return all == 0
                ? Optional.empty()
                : Optional.of(format(
                        "time:     on average a request waited %.2f s for quota or a free call, and its call took %.2f s (%.0f %% waiting)",
                        time.waitingEach(), time.callingEach(), 100 * time.waiting() / all));
    }

    private static boolean isStage(Part part) {
        return !part.by().getOrDefault("stage", "-").equals("-");
    }

    private static String part(Part part) {
        String who = Stream.of("pool", "model")
                .map(name -> part.by().getOrDefault(name, ""))
                .filter(name -> !name.equals("-"))
                .collect(Collectors.joining(" "));
        String stage = part.by().getOrDefault("stage", "-");
        BatchTotals figures = part.figures();
        return format(
                "  %s: %s, %s, %s, %s%,d + %,d tokens, %s",
                stage.equals("-") ? who : "%s (%s)".formatted(stage, who),
                CountText.of(figures.done(), "request", "requests"),
                CountText.deadLetters(figures.failed()),
                CountText.of(figures.retries(), "retry", "retries"),
                figures.latency().wasTimed() ? latency(figures.latency()) + ", " : "",
                figures.usage().input(),
                figures.usage().output(),
                cost(figures, part.prices()));
    }

    private static String cost(BatchTotals figures, UsagePrices prices) {
        return UsageText.cost(figures.costUsd(), prices.knownUsd(), prices.unpriced());
    }

    private static String latency(Latency latency) {
        return format(
                "p50 %,d ms, p90 %,d ms, p95 %,d ms, p99 %,d ms",
                latency.p50(), latency.p90(), latency.p95(), latency.p99());
    }

    private static String format(String pattern, Object... values) {
        return ProgressSnapshot.format(pattern, values);
    }
}
