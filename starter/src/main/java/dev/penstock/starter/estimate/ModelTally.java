package dev.penstock.starter.estimate;

import dev.penstock.starter.estimate.BatchEstimate.Tokens;
import dev.penstock.starter.estimate.OutputHistory.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds up the input and output tokens of requests to one model. */
final class ModelTally {
    /** The assumed output tokens of an answer about which nothing is known. */
    static final int ASSUMED = 256;

    private final @Nullable Answers history;
    private final OptionalLong longest;
    private long requests;
    private double input;
    private double expected;
    private double most;
    private long unbounded;
    private long limited;
    private long remembered;
    private long assumed;

    /**
     * @param history of the model's answers; null = none
     * @param longest the longest answer that the model gives, in tokens
     */
    ModelTally(@Nullable Answers history, OptionalLong longest) {
        this.history = history;
        this.longest = longest;
    }

    void add(RequestDemand asked) {
        requests++;
        input += asked.input();
        if (asked.answers() == 0) {
            return;
        }
        expected += expected(asked);
        if (asked.limit().isPresent()) {
            most += asked.limit().getAsLong();
        } else if (longest.isPresent()) {
            most += (double) longest.getAsLong() * asked.answers();
        } else {
            unbounded++;
        }
    }

    private double expected(RequestDemand asked) {
        double bound = asked.limit().isPresent() ? asked.limit().getAsLong() : Double.MAX_VALUE;
        if (history != null) {
            remembered++;
            return Math.min(bound, history.average() * asked.answers());
        }
        if (asked.limit().isPresent()) {
            limited++;
            return bound;
        }
        assumed++;
        return Math.min(longest.orElse(ASSUMED), ASSUMED) * (double) asked.answers();
    }

    /**
     * Returns the sums, extrapolated to all requests.
     *
     * @param byLines the number of requests that each counted one stands for
     * @param byBytes the number of input tokens that each counted one stands for
     */
    Sums times(double byLines, double byBytes) {
        return new Sums(
                Math.round(requests * byLines),
                Math.round(input * byBytes),
                Math.round(expected * byLines),
                unbounded > 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(most * byLines)),
                basis());
    }

    /** Describes what the expected output is based on. */
    private String basis() {
        List<String> said = new ArrayList<>();
        if (remembered > 0 && history != null) {
            said.add(String.format(
                    Locale.ROOT, "%,.0f on average in %,d earlier answers", history.average(), history.count()));
        }
        if (limited > 0) {
            said.add("the limits that requests set");
        }
        if (assumed > 0) {
            said.add("assumed %d per answer".formatted(ASSUMED));
        }
        return said.isEmpty() ? "no output tokens" : String.join("; ", said);
    }

    /**
     * @param most output tokens; empty = unbounded
     */
    record Sums(long requests, long input, long expected, OptionalLong most, String basis) {
        Tokens output() {
            return new Tokens(expected, most.isEmpty() ? null : most.getAsLong());
        }
    }
}
