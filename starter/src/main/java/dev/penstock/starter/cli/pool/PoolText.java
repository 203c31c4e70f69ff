package dev.penstock.starter.cli.pool;

import dev.penstock.contracts.pool.InputOutputShare;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolStatus.Sample;
import dev.penstock.contracts.pool.PoolWaitText;
import dev.penstock.contracts.pool.TokensByKind;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Formats pools for a terminal: a table of all pools, or a page about one. */
final class PoolText {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    /** The number of samples in a chart, which fits 80 columns. */
    private static final int COLUMNS = 60;

    private static final Duration RECENT = Duration.ofSeconds(60);

    private PoolText() {}

    static List<String> table(List<PoolStatus> pools) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "%-28s %-9s %14s %14s %11s %8s",
                "POOL", "STATE", "REQUESTS/MIN", "TOKENS/MIN", "CONCURRENCY", "WORKERS"));
        for (PoolStatus pool : pools) {
            PoolQuota quota = pool.quota();
            lines.add(format(
                    "%-28s %-9s %14s %14s %11s %8d",
                    pool.name(),
                    word(pool.state()),
                    limit(quota.requestsPerMinute()),
                    tokens(quota),
                    limit(quota.maxConcurrency()),
                    pool.workers().size()));
        }
        return lines;
    }

    static List<String> page(PoolStatus pool, long now) {
        List<String> lines = new ArrayList<>();
        lines.add("pool:     " + pool.name());
        lines.add("state:    " + word(pool.state()) + (pool.reason() == null ? "" : ": " + pool.reason()));
        PoolQuota quota = pool.quota();
        lines.add(format(
                "limits:   %s requests/min, %s tokens/min%s, %s calls in flight (%s)",
                limit(quota.requestsPerMinute()),
                limit(quota.tokensPerMinute()),
                inputOutput(
                        quota.furtherOrNone().inputTokensPerMinute(),
                        quota.furtherOrNone().outputTokensPerMinute()),
                limit(quota.maxConcurrency()),
                word(pool.source())));
        for (PoolStatus.Model model : pool.models()) {
            lines.add(format(
                    "model:    %s · %s requests/min, %s tokens/min%s",
                    model.name(),
                    limit(model.quota().requestsPerMinute()),
                    limit(model.quota().tokensPerMinute()),
                    inputOutput(
                            model.quota().furtherOrNone().inputTokensPerMinute(),
                            model.quota().furtherOrNone().outputTokensPerMinute())));
        }
        for (PoolStatus.Window window : pool.windows()) {
            lines.add(format(
                    "used:     %s%,d of %s",
                    window.model() == null ? "" : window.model() + " · ", window.used(), window.words()));
        }
        PoolWaitText.of(pool, Instant.ofEpochMilli(now), ZoneId.systemDefault())
                .ifPresent(wait -> lines.add("waiting:  " + wait));
        QuotaDisagreement.of(pool.workers()).ifPresent(lines::add);
        for (PoolStatus.Worker worker : pool.workers()) {
            InputOutputShare share = InputOutputShare.ofNullable(worker.inputOutput());
            lines.add(format(
                    "worker:   %s · share %s requests/min, %s tokens/min%s, %d calls · %d in flight, %d waiting ·"
                            + " reported %d s ago",
                    worker.name(),
                    limit(worker.requestsPerMinute()),
                    limit(worker.tokensPerMinute()),
                    inputOutput(share.inputTokensPerMinute(), share.outputTokensPerMinute()),
                    worker.concurrency(),
                    worker.inFlight(),
                    worker.waiting(),
                    Math.max(0, (now - worker.lastReport()) / 1_000)));
        }
        chart(pool.samples(), lines);
        return lines;
    }

    private static void chart(List<Sample> all, List<String> lines) {
        if (all.isEmpty()) {
            return;
        }
        List<Sample> samples = all.subList(Math.max(0, all.size() - COLUMNS), all.size());
        long span = samples.getLast().at()
                + samples.getLast().millis()
                - samples.getFirst().at();
        lines.add(format("the last %s, oldest first:", ProgressSnapshot.clock(Duration.ofMillis(span))));
        row(lines, "requests/min", samples, sample -> perMinute(sample.calls(), sample));
        row(lines, "tokens/min", samples, sample -> perMinute(sample.tokens(), sample));
        if (samples.stream().anyMatch(sample -> sample.byKind() != null)) {
            row(
                    lines,
                    "input/min",
                    samples,
                    sample -> perMinute(TokensByKind.ofNullable(sample.byKind()).input(), sample));
            row(
                    lines,
                    "output/min",
                    samples,
                    sample -> perMinute(TokensByKind.ofNullable(sample.byKind()).output(), sample));
        }
        row(lines, "429s/min", samples, sample -> perMinute(sample.throttled(), sample));
        row(lines, "faults/min", samples, sample -> perMinute(sample.faults(), sample));
        long since = samples.getLast().at() + samples.getLast().millis() - RECENT.toMillis();
        List<Sample> recent =
                samples.stream().filter(sample -> sample.at() >= since).toList();
        long calls = recent.stream().mapToLong(Sample::calls).sum();
        long throttled = recent.stream().mapToLong(Sample::throttled).sum();
        lines.add(format(
                "last minute: %,d calls, %,d rate-limited (429; %.1f %%)",
                calls, throttled, calls == 0 ? 0.0 : 100.0 * throttled / calls));
    }

    private static void row(List<String> lines, String name, List<Sample> samples, ToDoubleFunction<Sample> value) {
        double highest = samples.stream().mapToDouble(value).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (Sample sample : samples) {
            double part = highest == 0 ? 0 : value.applyAsDouble(sample) / highest;
            // Any value above zero shows at least the smallest bar.
            bars.append(BARS.charAt((int) Math.ceil(part * (BARS.length() - 1))));
        }
        lines.add(format("  %-13s %s  max %,.0f", name, bars, highest));
    }

    private static double perMinute(long amount, Sample sample) {
        return amount * 60_000.0 / Math.max(1, sample.millis());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the limit of tokens for a table: that of both kinds, or else those of input and output. */
    private static String tokens(PoolQuota quota) {
        Long input = quota.furtherOrNone().inputTokensPerMinute();
        Long output = quota.furtherOrNone().outputTokensPerMinute();
        return quota.tokensPerMinute() != null || (input == null && output == null)
                ? limit(quota.tokensPerMinute())
                : (input == null ? "-" : format("%,d", input)) + " + " + (output == null ? "-" : format("%,d", output));
    }

    /** Returns limits of input and of output tokens for a sentence; empty if there are none. */
    private static String inputOutput(@Nullable Long input, @Nullable Long output) {
        return (input == null ? "" : format(", %,d input tokens/min", input))
                + (output == null ? "" : format(", %,d output tokens/min", output));
    }

    private static String limit(@Nullable Number limit) {
        return limit == null ? "no limit" : format("%,d", limit.longValue());
    }

    private static String format(String pattern, Object... values) {
        return ProgressSnapshot.format(pattern, values);
    }
}
