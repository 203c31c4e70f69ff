package dev.penstock.starter.cli.output;

import dev.penstock.starter.usage.UsageDimension;
import dev.penstock.starter.usage.UsageSum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats usage as a table for a terminal. */
public final class UsageText {
    private UsageText() {}

    public static List<String> table(List<UsageDimension> by, List<UsageSum> sums, UsageSum total) {
        int width = Math.max(
                20, sums.stream().mapToInt(sum -> name(sum).length()).max().orElse(0));
        String title = by.stream()
                .map(each -> each.toString().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        List<String> lines = new ArrayList<>();
        lines.add(ProgressSnapshot.format(
                "%-" + width + "s %12s %8s %14s %14s %14s  %s",
                title,
                "REQUESTS",
                "FAILED",
                "INPUT TOKENS",
                "CACHED INPUT",
                "OUTPUT TOKENS",
                "COST"));
        sums.forEach(sum -> lines.add(line(width, name(sum), sum)));
        lines.add(line(width, "total", total));
        possiblyPaid(total).ifPresent(lines::add);
        if (total.fromCache() + total.duplicates() > 0) {
            lines.add(ProgressSnapshot.format("of these reused: %s", reused(total.fromCache(), total.duplicates())));
        }
        return lines;
    }

    private static Optional<String> possiblyPaid(UsageSum total) {
        boolean isKnown = total.possiblyUsd().signum() > 0;
        if (total.possiblyPaid() == 0) {
            return isKnown
                    ? Optional.of("possibly paid: the batches' calls without an answer may have cost up to $%s more"
                            .formatted(total.possiblyUsd().toPlainString()))
                    : Optional.empty();
        }
        String unanswered = ProgressSnapshot.format(
                "possibly paid: %,d single completion%s got no answer. ",
                total.possiblyPaid(), total.possiblyPaid() == 1 ? "" : "s");
        return Optional.of(unanswered
                + (isKnown
                        ? "These and the batches' calls without an answer may have cost up to $%s more"
                                .formatted(total.possiblyUsd().toPlainString())
                        : "What that may have cost is not known"));
    }

    private static String line(int width, String name, UsageSum sum) {
        return ProgressSnapshot.format(
                "%-" + width + "s %,12d %,8d %,14d %,14d %,14d  %s",
                name,
                sum.requests(),
                sum.deadLetters(),
                sum.inputTokens(),
                sum.cachedTokens(),
                sum.outputTokens(),
                cost(sum));
    }

    /** Formats a cost, so that a partial sum does not read like a whole one, nor an unknown price like zero. */
    static String cost(@Nullable BigDecimal sum, BigDecimal known, long unpriced) {
        if (sum != null) {
            return "$" + sum.toPlainString();
        }
        String missing = ProgressSnapshot.format("unknown for %,d answers", unpriced);
        return known.signum() == 0 ? missing : "$%s + %s".formatted(known.toPlainString(), missing);
    }

    private static String cost(UsageSum sum) {
        return cost(sum.costUsd(), sum.knownCostUsd(), sum.unpriced());
    }

    static String reused(long fromCache, long duplicates) {
        return ProgressSnapshot.format("%,d from the cache, %,d duplicates", fromCache, duplicates);
    }

    private static String name(UsageSum sum) {
        return String.join(" ", sum.by().values());
    }
}
