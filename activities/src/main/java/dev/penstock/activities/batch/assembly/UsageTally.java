package dev.penstock.activities.batch.assembly;

import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.activities.usage.UsageKey;
import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what a batch's results used, shard by shard. */
public final class UsageTally {
    private final long logBytes;
    private final Map<UsageKey, ResultUsage> used = new HashMap<>();
    private final Map<UsageKey, ResultUsage> stages = new HashMap<>();

    /**
     * @param logBytes length of the result log, taken before the first result is read, so that results that arrive
     *     meanwhile make the usage outdated
     */
    public UsageTally(long logBytes) {
        this.logBytes = logBytes;
    }

    /** Adds results of requests; with stages, tokens and costs come from {@link #add(String, Collection)} instead. */
    public void add(Collection<Result> results) {
        group(results, null)
                .forEach((key, group) -> used.merge(
                        key,
                        group.getFirst().stages() == null
                                ? ResultUsage.of(group)
                                : ResultUsage.of(group).ofRequests(),
                        ResultUsage::plus));
    }

    /** Adds the calls of one stage. */
    public void add(String stage, Collection<Result> calls) {
        group(calls, stage).forEach((key, group) -> {
            ResultUsage ofStage = ResultUsage.of(group);
            stages.merge(key, ofStage, ResultUsage::plus);
            used.merge(key.withoutStage(), ofStage.ofCalls(), ResultUsage::plus);
        });
    }

    public BatchUsage total(@Nullable String tenant) {
        return BatchUsage.of(logBytes, tenant, used, stages);
    }

    private static Map<UsageKey, List<Result>> group(Collection<Result> results, @Nullable String stage) {
        Map<UsageKey, List<Result>> groups = new HashMap<>();
        results.forEach(result -> groups.computeIfAbsent(UsageKey.of(result, stage), key -> new ArrayList<>())
                .add(result));
        return groups;
    }
}
