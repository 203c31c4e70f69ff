package dev.penstock.starter.cli.pool;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes in one line that workers are configured with different limits for one pool. */
final class QuotaDisagreement {
    private QuotaDisagreement() {}

    /** Returns the line; empty if the workers agree. */
    static Optional<String> of(List<PoolStatus.Worker> workers) {
        SortedMap<String, String> declared = new TreeMap<>();
        workers.forEach(worker -> declared.put(worker.name(), words(worker.declared())));
        if (new HashSet<>(declared.values()).size() < 2) {
            return Optional.empty();
        }
        return Optional.of(declared.entrySet().stream()
                .map(worker -> worker.getKey() + " " + worker.getValue())
                .collect(Collectors.joining(
                        "; ", "warning:  workers declare different limits, the lowest applies: ", "")));
    }

    private static String words(PoolQuota quota) {
        List<String> said = new ArrayList<>();
        add(said, quota.requestsPerMinute(), "requests/min");
        add(said, quota.tokensPerMinute(), "tokens/min");
        add(said, quota.maxConcurrency(), "calls in flight");
        FurtherLimits further = quota.furtherOrNone();
        add(said, further.inputTokensPerMinute(), "input tokens/min");
        add(said, further.outputTokensPerMinute(), "output tokens/min");
        add(said, further.requestsPerHour(), "requests/hour");
        add(said, further.tokensPerHour(), "tokens/hour");
        add(said, further.requestsPerDay(), "requests/day");
        add(said, further.tokensPerDay(), "tokens/day");
        if (Boolean.FALSE.equals(quota.strict())) {
            said.add("not strict");
        }
        return said.isEmpty() ? "none" : String.join(", ", said);
    }

    private static void add(List<String> said, @Nullable Number limit, String unit) {
        if (limit != null) {
            said.add(ProgressSnapshot.format("%,d %s", limit.longValue(), unit));
        }
    }
}
