package dev.penstock.contracts;

import dev.penstock.contracts.shard.Shortfall;

/** The types of application failures that activities raise and that workflows and callers handle. */
public final class FailureTypes {
    /** The batch's options are invalid. */
    public static final String INVALID_SPEC = "InvalidSpec";
    /** The input cannot be read, or has lines that cannot be sent; details: {@link InvalidInput}. */
    public static final String INVALID_INPUT = "InvalidInput";
    /** The request is valid, but further calls are useless until a person acts: disk full, wrong key. */
    public static final String HOLD = "Hold";
    /** The money left to a slice is not enough for its next request; details: {@link Shortfall}. */
    public static final String UNAFFORDABLE = "Unaffordable";
    /** Some requests of a slice have to be tried again after {@code nextRetryDelay}. */
    public static final String TRY_AGAIN = "TryAgain";
    /** The worker does not have the pool of this work, and leaves the work to another worker. */
    public static final String POOL_ELSEWHERE = "PoolElsewhere";
    /** Outcomes and input do not add up, which is a bug and is never ignored. */
    public static final String DOES_NOT_ADD_UP = "DoesNotAddUp";
    /** A batch with {@code "failure":"fail-fast"} met its first dead letter. */
    public static final String FAIL_FAST = "FailFast";

    /** The provider has no batch API, or none for these requests. */
    public static final String NO_BATCH_LANE = "NoBatchLane";

    private FailureTypes() {}
}
