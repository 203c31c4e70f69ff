package dev.penstock.starter.cli.submit;

import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.starter.estimate.BatchEstimate;
import dev.penstock.starter.estimate.BatchEstimate.Load;
import dev.penstock.starter.estimate.BatchEstimate.Model;
import dev.penstock.starter.estimate.BatchEstimate.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats an estimate for a terminal; unknown values are called unknown. */
final class EstimateText {
    private static final String UNKNOWN = "unknown";

    private EstimateText() {}

    static List<String> page(BatchEstimate estimate) {
        List<String> lines = new ArrayList<>();
        lines.add("requests: " + requests(estimate));
        if (estimate.duplicates() > 0) {
            lines.add(format("          %,d more are duplicates of these, and are not called", estimate.duplicates()));
        }
        if (estimate.unreadable() > 0) {
            lines.add(format(
                    "          %,d of them %s; `penstock run` lists what is wrong",
                    estimate.unreadable(),
                    estimate.unreadable() == 1 ? "is not a valid request" : "are not valid requests"));
        }
        lines.add(format("input:    %,d tokens%s%s", estimate.inputTokens(), inputAtMost(estimate), error(estimate)));
        Long atMost = estimate.outputTokens().atMost();
        String basis = estimate.models().stream().map(Model::basis).distinct().collect(Collectors.joining("; "));
        lines.add(format(
                "output:   %,d tokens expected%s, at most %s",
                estimate.outputTokens().expected(),
                basis.isEmpty() ? "" : " (" + basis + ")",
                atMost == null ? UNKNOWN + ": not every request sets a limit" : format("%,d", atMost)));
        lines.add("cost:     %s (%s)".formatted(money(estimate.cost()), estimate.prices()));
        if (!estimate.hasStages()) {
            lines.add("          %s in the provider's batch lane".formatted(money(estimate.batchCost())));
        }
        if (estimate.models().size() > 1 || estimate.hasStages()) {
            estimate.models().forEach(model -> lines.add(model(model)));
        }
        lines.add("time:     " + time(estimate));
        return lines;
    }

    /** Returns a summary of the estimate in two lines, for the start of a run. */
    static List<String> brief(BatchEstimate estimate) {
        String about = estimate.isExact() ? "" : "about ";
        return List.of(
                format(
                        "estimate: %s%,d requests%s, %s%,d%s input and %,d output tokens",
                        about,
                        estimate.requests(),
                        duplicates(estimate) + stages(estimate),
                        about,
                        estimate.inputTokens(),
                        error(estimate),
                        estimate.outputTokens().expected()),
                "          cost %s; time %s".formatted(money(estimate.cost()), time(estimate)));
    }

    private static String duplicates(BatchEstimate estimate) {
        return estimate.duplicates() == 0 ? "" : format(" and %,d duplicates", estimate.duplicates());
    }

    static String money(Money money) {
        BigDecimal expected = money.expected();
        if (expected == null) {
            return UNKNOWN;
        }
        BigDecimal atMost = money.atMost();
        if (atMost != null && atMost.compareTo(expected) == 0) {
            return dollars(expected);
        }
        return "%s expected, at most %s".formatted(dollars(expected), atMost == null ? UNKNOWN : dollars(atMost));
    }

    static String expected(Money money) {
        return money.expected() == null ? UNKNOWN : dollars(money.expected());
    }

    /** Formats an amount to the cent, and below a dollar to two significant digits. */
    private static String dollars(BigDecimal usd) {
        BigDecimal shown = usd.compareTo(BigDecimal.ONE) < 0
                ? usd.round(new MathContext(2, RoundingMode.HALF_UP))
                : usd.setScale(2, RoundingMode.HALF_UP);
        return "$" + shown.toPlainString();
    }

    private static String model(Model model) {
        return format(
                "          %s%s: %,d requests to pool %s, %,d + %,d tokens, %s",
                model.stage() == null ? "" : model.stage() + ", ",
                model.model().isEmpty() ? "no model" : model.model(),
                model.requests(),
                model.pool().isEmpty() ? "none" : model.pool(),
                model.inputTokens(),
                model.outputTokens().expected(),
                money(model.cost()));
    }

    private static String requests(BatchEstimate estimate) {
        if (!estimate.isExact()) {
            return format("about %,d, from a sample of %,d", estimate.requests(), estimate.counted());
        }
        return (estimate.counted() + estimate.unreadable() < estimate.requests()
                        ? format("%,d, of which %,d were counted", estimate.requests(), estimate.counted())
                        : format("%,d, all counted", estimate.requests()))
                + (estimate.hasStages() ? ";" + stages(estimate) : "");
    }

    private static String stages(BatchEstimate estimate) {
        int stages = estimate.models().size();
        return estimate.hasStages()
                ? format(" in %d stage%s (%,d calls)", stages, stages == 1 ? "" : "s", estimate.calls())
                : "";
    }

    private static String inputAtMost(BatchEstimate estimate) {
        if (!estimate.hasStages()) {
            return "";
        }
        long sum = 0;
        for (Model model : estimate.models()) {
            Long most = model.inputAtMost();
            if (most == null) {
                return " expected, at most " + UNKNOWN + ": not every stage limits its answers";
            }
            sum += most;
        }
        return format(" expected, at most %,d", sum);
    }

    private static String error(BatchEstimate estimate) {
        return estimate.errorPercent() == 0 ? "" : format(" ± %.2f %%", estimate.errorPercent());
    }

    private static String time(BatchEstimate estimate) {
        List<String> known = new ArrayList<>();
        for (Load load : estimate.pools()) {
            known.add(time(load, estimate.pools().size() > 1 ? load.pool() + " " : ""));
        }
        return known.isEmpty() ? UNKNOWN : String.join("; ", known);
    }

    private static String time(Load load, String name) {
        Long seconds = load.seconds();
        if (seconds == null) {
            return name + UNKNOWN + " (no quota known)";
        }
        List<String> limits = new ArrayList<>();
        add(limits, load.requestsPerMinute(), "requests/min");
        add(limits, load.tokensPerMinute(), "tokens/min");
        add(limits, load.inputTokensPerMinute(), "input tokens/min");
        add(limits, load.outputTokensPerMinute(), "output tokens/min");
        return "%s%s (%s)".formatted(name, duration(Duration.ofSeconds(seconds)), String.join(", ", limits));
    }

    private static void add(List<String> limits, @Nullable Long limit, String unit) {
        if (limit != null) {
            limits.add(format("%,d %s", limit, unit));
        }
    }

    static String duration(Duration time) {
        if (time.toHours() > 0) {
            return format("%d h %d min", time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? format("%d min %d s", time.toMinutes(), time.toSecondsPart())
                : format("%d s", time.toSeconds());
    }

    private static String format(String pattern, Object... values) {
        return ProgressSnapshot.format(pattern, values);
    }
}
