package dev.penstock.activities.usage;

import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what results used, shard by shard. */
public final class UsageTally {
    private final long logBytes;
    private final Map<UsageKey, Used> used = new HashMap<>();

    /**
     * @param logBytes taken before the first result was read, so that one that comes meanwhile is found missing
     */
    public UsageTally(long logBytes) {
        this.logBytes = logBytes;
    }

    public void add(Collection<Result> results) {
        Map<UsageKey, List<Result>> groups = new HashMap<>();
        results.forEach(result -> groups.computeIfAbsent(UsageKey.of(result), key -> new ArrayList<>())
                .add(result));
        groups.forEach((key, group) -> used.merge(key, Used.of(group), Used::plus));
    }

    public BatchUsage total(@Nullable String tenant) {
        return BatchUsage.of(logBytes, tenant, used);
    }
}
