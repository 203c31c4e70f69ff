package dev.penstock.contracts.batch;

import dev.penstock.contracts.SpecLimits;
import dev.penstock.contracts.pool.PoolInput;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pools that a batch may use, because a pool says who pays: workers without the ones it needs leave it to others. */
public final class BatchPools {
    private BatchPools() {}

    /** Returns the names of the pools that a batch may use; empty = those of any worker. */
    public static List<String> of(BatchSpec spec) {
        Object value = spec.fields().get(SpecKey.POOLS.text());
        if (!areValid(value)) {
            return List.of();
        }
        if (value instanceof Map<?, ?> models) {
            return models.keySet().stream().map(String.class::cast).toList();
        }
        return value instanceof List<?> names
                ? names.stream().map(String.class::cast).toList()
                : List.of();
    }

    /**
     * Returns the models of each pool that a batch may use, in the submitter's order; {@code *} stands for any text. Empty if
     * the specification does not say them.
     */
    public static Optional<Map<String, List<String>>> models(BatchSpec spec) {
        Object value = spec.fields().get(SpecKey.POOLS.text());
        if (!(value instanceof Map<?, ?> models) || !areValid(value)) {
            return Optional.empty();
        }
        Map<String, List<String>> found = new LinkedHashMap<>();
        models.forEach((name, patterns) -> found.put(
                (String) name,
                ((List<?>) patterns).stream().map(String.class::cast).toList()));
        return Optional.of(found);
    }

    static boolean areValid(@Nullable Object value) {
        return value instanceof Map<?, ?> models
                ? areNames(models.keySet())
                        && models.values().stream()
                                .allMatch(patterns -> patterns instanceof List<?> list && arePatterns(list))
                : value instanceof List<?> names && areNames(names);
    }

    private static boolean areNames(Collection<?> names) {
        return names.size() <= SpecLimits.POOLS
                && names.stream().allMatch(name -> name instanceof String text && PoolInput.isName(text));
    }

    private static boolean arePatterns(List<?> patterns) {
        return patterns.size() <= SpecLimits.MODELS
                && patterns.stream()
                        .allMatch(
                                pattern -> pattern instanceof String text && text.length() <= SpecLimits.NAME_LETTERS);
    }
}
