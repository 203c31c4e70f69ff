package dev.penstock.starter.cli;

import dev.penstock.starter.usage.Statistics;
import dev.penstock.starter.usage.Statistics.Latency;
import dev.penstock.starter.usage.Statistics.Part;
import dev.penstock.starter.usage.UsageSum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statistics for a terminal. */
final class StatsText {
    private StatsText() {}

    static List<String> page(Statistics statistics) {
        List<String> lines = new ArrayList<>();
        UsageSum used = statistics.used();
        lines.add("%s: %s".formatted(statistics.id(), statistics.status()));
        lines.add(format(
                "requests: %,d%s, %,d answered (%.2f %%), %,d dead letters",
                statistics.requests(),
                statistics.total() == null ? "" : format(" of %,d", statistics.total()),
                statistics.answered(),
                100 * statistics.successRate(),
                statistics.deadLetters()));
        if (used.fromCache() + used.duplicates() > 0) {
            lines.add("not called: " + UsageText.reused(used));
        }
        lines.add(format(
                "retries:  %,d after faults; 429 was answered %,d times; %,d possibly paid twice",
                statistics.retries(), statistics.throttled(), used.possiblyPaidTwice()));
        lines.add("latency:  " + latency(statistics.latency()));
        lines.add(format(
                "tokens:   %,d input (%,d cached), %,d output (%,d reasoning)",
                used.inputTokens(), used.cachedTokens(), used.outputTokens(), used.reasoningTokens()));
        lines.add("cost:     " + UsageText.cost(used));
        lines.add(format(
                "speed:    %.1f requests/s, %.1f tokens/s over %,.1f s",
                statistics.requestsPerSecond(), statistics.tokensPerSecond(), statistics.seconds()));
        lines.add("time:     " + time(statistics.time()));
        if (statistics.parts().size() > 1 || statistics.parts().stream().anyMatch(StatsText::isStage)) {
            statistics.parts().forEach(part -> lines.add(part(part)));
        }
        return lines;
    }

    /** What a request waited, and what its call took. */
    static String time(Statistics.Time time) {
        double all = time.waiting() + time.calling();
        return format(
                "a request waited %.2f s for quota or a free call, and was called for %.2f s (%.0f %% waiting)",
                time.waitingEach(), time.callingEach(), all == 0 ? 0 : 100 * time.waiting() / all);
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
        return format(
                "  %s: %,d requests, %,d dead letters, %,d retries, %s, %,d + %,d tokens, %s",
                stage.equals("-") ? who : "%s (%s)".formatted(stage, who),
                part.requests(),
                part.deadLetters(),
                part.retries(),
                latency(part.latency()),
                part.used().inputTokens(),
                part.used().outputTokens(),
                UsageText.cost(part.used()));
    }

    private static String latency(Latency latency) {
        return format(
                "p50 %,d ms, p90 %,d ms, p95 %,d ms, p99 %,d ms",
                latency.p50(), latency.p90(), latency.p95(), latency.p99());
    }

    private static String format(String pattern, Object... values) {
        return Snapshot.format(pattern, values);
    }
}
