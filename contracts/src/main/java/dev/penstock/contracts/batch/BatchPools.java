package dev.penstock.contracts.batch;

import dev.penstock.contracts.SpecLimits;
import dev.penstock.contracts.pool.PoolInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pools that a batch may use, because a pool says who pays: workers with other pools leave the batch to others. */
public final class BatchPools {
    private BatchPools() {}

    /** Returns the names of the pools that a batch may use; empty = those of any worker. */
    public static List<String> of(BatchSpec spec) {
        return spec.fields().get(SpecKey.POOLS.text()) instanceof List<?> names && areNames(names)
                ? names.stream().map(String.class::cast).toList()
                : List.of();
    }

    static boolean areNames(@Nullable Object value) {
        return value instanceof List<?> list
                && list.size() <= SpecLimits.POOLS
                && list.stream().allMatch(name -> name instanceof String text && PoolInput.isName(text));
    }
}
