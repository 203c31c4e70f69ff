package dev.penstock.activities.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch's results used, as {@code usage.json} keeps it. Each request counts once, with its best result.
 *
 * @param logBytes how long the result log was that this was made of
 */
public record BatchUsage(
        @JsonProperty("log_bytes") long logBytes, @Nullable String tenant, List<Group> groups) {
    /** Results that have a day, a pool, a model and a stage in common. */
    public record Group(UsageKey key, Used used) {}

    public BatchUsage {
        groups = List.copyOf(groups);
    }

    static BatchUsage of(long logBytes, @Nullable String tenant, Map<UsageKey, Used> used) {
        return new BatchUsage(
                logBytes,
                tenant,
                new TreeMap<>(used)
                        .entrySet().stream()
                                .map(each -> new Group(each.getKey(), each.getValue()))
                                .toList());
    }

    public Used sum() {
        return groups.stream().map(Group::used).reduce(Used.NONE, Used::plus);
    }
}
