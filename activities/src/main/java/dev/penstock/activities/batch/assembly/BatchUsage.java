package dev.penstock.activities.batch.assembly;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.activities.usage.UsageKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch's results used, as {@code usage.json} keeps it. Each request counts once, with its best result.
 *
 * @param logBytes how long the result log was that this was made of
 * @param groups whole requests, with the tokens and costs of all their stages
 * @param stages of a batch with stages, the calls of each, a vote's samples one by one; null = it has none
 */
public record BatchUsage(
        @JsonProperty("log_bytes") long logBytes,
        @Nullable String tenant,
        List<Group> groups,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Group> stages) {
    /** Results that have a day, a pool, a model and a stage in common. */
    public record Group(UsageKey key, ResultUsage used) {}

    public BatchUsage {
        groups = List.copyOf(groups);
        stages = stages == null ? null : List.copyOf(stages);
    }

    static BatchUsage of(
            long logBytes,
            @Nullable String tenant,
            Map<UsageKey, ResultUsage> used,
            Map<UsageKey, ResultUsage> stages) {
        return new BatchUsage(logBytes, tenant, groups(used), stages.isEmpty() ? null : groups(stages));
    }

    private static List<Group> groups(Map<UsageKey, ResultUsage> used) {
        return new TreeMap<>(used)
                .entrySet().stream()
                        .map(each -> new Group(each.getKey(), each.getValue()))
                        .toList();
    }

    /** By who was called: of a batch with stages its stages' calls, which are more than its requests. */
    public List<Group> calls() {
        return stages == null ? groups : stages;
    }

    public ResultUsage sum() {
        return groups.stream().map(Group::used).reduce(ResultUsage.NONE, ResultUsage::plus);
    }
}
