package dev.penstock.activities.budget;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** The most that requests have cost, according to the result log. */
public final class LoggedCost {
    private LoggedCost() {}

    /** The most that a call without an answer may have cost; zero if that is not known. */
    @FunctionalInterface
    public interface LineWorst {
        NanoUsd of(Slice slice, long line);
    }

    /** Returns the most that a request has cost; never below zero. */
    public static NanoUsd of(Result result) {
        return Stream.of(result.costUsd(), result.possiblyUsd())
                .filter(Objects::nonNull)
                .map(usd -> NanoUsd.ofUsd(usd).orZero())
                .reduce(NanoUsd.ZERO, NanoUsd::plus);
    }

    /**
     * Returns the cost by slice index, without the slices that cost nothing.
     *
     * @param slices returns the slice of a line; empty if the line does not matter
     */
    public static Map<Integer, NanoUsd> bySlice(
            ShardLog log, int round, LongFunction<Optional<Slice>> slices, LineWorst worst) {
        Map<Integer, NanoUsd> spent = new HashMap<>();
        Set<Long> lines = new HashSet<>(log.results().keySet());
        lines.addAll(log.calls().keySet());
        for (long line : lines) {
            slices.apply(line).ifPresent(slice -> {
                PaidEarlier paid = PaidEarlier.of(log, line, round);
                int lost = paid.uncounted(log.calls(line));
                NanoUsd cost = log.find(line, round)
                        .map(LoggedCost::of)
                        .orElseGet(() -> paid.atMost()
                                .plus(
                                        lost == 0
                                                ? NanoUsd.ZERO
                                                : worst.of(slice, line).times(lost)));
                spent.merge(slice.index(), cost, NanoUsd::plus);
            });
        }
        spent.values().removeIf(amount -> amount.equals(NanoUsd.ZERO));
        return spent;
    }
}
