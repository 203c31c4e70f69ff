package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The receipt of one stage's calls so far. */
public record StageTotal(String name, Receipt receipt) {
    /** Returns the sums stage by stage, in the order of the first list; stages that only the second list has come last. */
    public static @Nullable List<StageTotal> sum(@Nullable List<StageTotal> one, @Nullable List<StageTotal> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Map<String, Receipt> sum = new LinkedHashMap<>();
        Stream.concat(one.stream(), other.stream())
                .forEach(total -> sum.merge(total.name(), total.receipt(), Receipt::plus));
        return sum.entrySet().stream()
                .map(total -> new StageTotal(total.getKey(), total.getValue()))
                .toList();
    }
}
