package dev.penstock.contracts;

import dev.penstock.contracts.shard.Shortfall;

/** The types of the application failures that cross from activities to workflows and to those who wait for them. */
public final class FailureTypes {
    /** The batch's own options don't make sense. */
    public static final String INVALID_SPEC = "InvalidSpec";
    /** The input cannot be read, or has lines that cannot be sent; details: {@link InvalidInput}. */
    public static final String INVALID_INPUT = "InvalidInput";
    /** Nothing is wrong with the request, but calling on would not help until a person acts: disk full, wrong key. */
    public static final String HOLD = "Hold";
    /** What is left to a slice of the budget doesn't suffice for its next request; details: {@link Shortfall}. */
    public static final String UNAFFORDABLE = "Unaffordable";
    /** Some requests of a slice are to be tried again after {@code nextRetryDelay}. */
    public static final String TRY_AGAIN = "TryAgain";
    /** Outcomes and input don't add up: a bug, never passed over. */
    public static final String DOES_NOT_ADD_UP = "DoesNotAddUp";
    /** A batch with {@code "failure":"fail-fast"} met its first dead letter. */
    public static final String FAIL_FAST = "FailFast";

    /** The provider has no batch API, or not for these requests. */
    public static final String NO_BATCH_LANE = "NoBatchLane";

    private FailureTypes() {}
}
