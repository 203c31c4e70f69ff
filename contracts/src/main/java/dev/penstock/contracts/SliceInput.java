package dev.penstock.contracts;

import org.jspecify.annotations.Nullable;

/**
 * What {@link LlmActivity#complete} needs to know.
 *
 * @param round how often the batch's dead letters have been replayed; those of earlier rounds don't count as done
 * @param mayBeLogged whether the result log may have results of this slice from an earlier run
 * @param urgency who passes whom at the gate
 * @param mayCost billionths of a US dollar that the slice may cost, with all that it has cost already; null = anything
 */
public record SliceInput(
        BatchId batch,
        int shard,
        Slice slice,
        int round,
        boolean mayBeLogged,
        Urgency urgency,
        @Nullable Long mayCost) {}
