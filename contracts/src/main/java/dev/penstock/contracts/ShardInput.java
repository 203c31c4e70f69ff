package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A shard to run, and what its earlier runs brought when it continues as new.
 *
 * @param money null = it may spend anything
 * @param cache null = every answer is called for
 */
public record ShardInput(
        BatchId batch,
        int shard,
        int round,
        boolean mayBeLogged,
        boolean paused,
        FailurePolicy failure,
        Urgency urgency,
        @Nullable String tenant,
        double weight,
        double alertErrorRate,
        int slicesInFlight,
        Receipt soFar,
        @Nullable ShardSet slicesLeft,
        @Nullable ShardMoney money,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CacheUse cache) {}
