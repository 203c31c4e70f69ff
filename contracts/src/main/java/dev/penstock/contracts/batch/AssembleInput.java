package dev.penstock.contracts.batch;

import dev.penstock.contracts.BatchId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The input of {@link AssembleActivity}.
 *
 * @param status how the batch ends; unless {@code completed}, requests without a result become dead letters
 * @param reason the reason written into those dead letters
 */
public record AssembleInput(
        BatchId batch,
        Plan plan,
        BatchState status,
        int round,
        Instant startedAt,
        @Nullable String reason) {}
