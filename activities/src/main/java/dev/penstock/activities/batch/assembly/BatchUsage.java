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
 * The usage of a batch's results, as stored in {@code usage.json}. Each request counts once, with its best result.
 *
 * @param logBytes length of the result log from which the usage was counted
 * @param groups usage of whole requests, including the tokens and costs of all their stages
 * @param stages usage of each stage's calls, where each sample of a vote is a call; null if the batch has no stages
 */
public record BatchUsage(
        @JsonProperty("log_bytes") long logBytes,
        @Nullable String tenant,
        List<Group> groups,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Group> stages) {
    /** The usage of all results with one day, pool, model and stage. */
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

    /**
     * Returns the usage by called pool and model: that of the stages' calls if the batch has stages, else that of the
     * requests.
     */
    public List<Group> calls() {
        return stages == null ? groups : stages;
    }

    public ResultUsage sum() {
        return groups.stream().map(Group::used).reduce(ResultUsage.NONE, ResultUsage::plus);
    }
}
