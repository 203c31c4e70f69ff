package dev.penstock.activities.budget;

import dev.penstock.contracts.Cost;
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

    /** The most that a call without an answer may have cost, in billionths of a US dollar; 0 if that is not known. */
    @FunctionalInterface
    public interface LineWorst {
        long of(Slice slice, long line);
    }

    public static long of(Result result) {
        return Stream.of(result.costUsd(), result.possiblyUsd())
                .filter(Objects::nonNull)
                .mapToLong(Cost::nano)
                .sum();
    }

    /**
     * Returns the cost by slice index, without the slices that cost nothing.
     *
     * @param slices returns the slice of a line; empty if the line does not matter
     */
    public static Map<Integer, Long> bySlice(
            ShardLog log, int round, LongFunction<Optional<Slice>> slices, LineWorst worst) {
        Map<Integer, Long> spent = new HashMap<>();
        Set<Long> lines = new HashSet<>(log.results().keySet());
        lines.addAll(log.calls().keySet());
        for (long line : lines) {
            slices.apply(line).ifPresent(slice -> {
                int lost = log.calls(line).possiblyPaid();
                long cost = log.find(line, round)
                        .map(LoggedCost::of)
                        .orElseGet(() -> lost == 0 ? 0 : lost * worst.of(slice, line));
                spent.merge(slice.index(), cost, Long::sum);
            });
        }
        spent.values().removeIf(amount -> amount == 0);
        return spent;
    }
}
