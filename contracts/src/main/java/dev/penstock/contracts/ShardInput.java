package dev.penstock.contracts;

import org.jspecify.annotations.Nullable;

/**
 * A shard to run, and what its earlier runs brought when it continues as new.
 *
 * @param money null = it may spend anything
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
        @Nullable ShardMoney money) {}
