package dev.penstock.activities;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.List;

/** Adds up results to receipts; the one place that decides what a result counts as. */
public final class Receipts {
    private Receipts() {}

    public static Receipt of(Iterable<Result> results) {
        Counts counts = Counts.NONE;
        Usage usage = Usage.NONE;
        Cost cost = Cost.NONE;
        List<Long> latencies = new ArrayList<>();
        for (Result result : results) {
            counts = counts.plus(counts(result));
            usage = usage.plus(result.usage());
            cost = cost.plus(cost(result));
            // The provider's batch does not say how long a call took, and a reused answer took no call.
            if (result.isAnswered() && result.lane() == null && result.reuse() == null) {
                latencies.add(result.latencyMs());
            }
        }
        return new Receipt(counts, usage, cost, LatencyHistogram.of(latencies));
    }

    private static Counts counts(Result result) {
        return new Counts(
                result.isAnswered() ? 1 : 0,
                result.isAnswered() ? 0 : 1,
                result.throttled(),
                Math.max(0, result.attempts() - answers(result)),
                result.possiblyPaidTwice() ? 1 : 0,
                isCached(result) ? 1 : 0,
                result.reuse() != null && !isCached(result) ? 1 : 0,
                IncompleteAnswers.of(result.facts().lacks()));
    }

    private static boolean isCached(Result result) {
        return result.reuse() != null && result.reuse().isCached();
    }

    /** Returns how many calls the result needed; further attempts count as retries. */
    private static int answers(Result result) {
        if (result.stages() != null) {
            return result.stages().answers();
        }
        return result.reuse() == null ? 1 : 0;
    }

    /** Returns what a result cost; a dead letter without a cost counts as free, so that the sum does not become unknown. */
    public static Cost cost(Result result) {
        Cost possibly = result.possiblyUsd() == null ? Cost.NONE : Cost.possiblyUsd(result.possiblyUsd());
        if (result.costUsd() != null) {
            return Cost.ofUsd(result.costUsd()).plus(possibly);
        }
        return result.isAnswered() ? Cost.UNKNOWN.plus(possibly) : possibly;
    }
}
