package dev.penstock.activities.plan;

import dev.penstock.contracts.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Makes the failure by which a worker leaves work to others, because it does not have the pool that pays for the work. */
public final class PoolElsewhere {
    /** Short, because the other worker usually polls the same queue and takes the next attempt or the one after. */
    private static final Duration NEXT_ATTEMPT = Duration.ofMillis(200);

    private PoolElsewhere() {}

    public static ApplicationFailure of(String pool) {
        return ApplicationFailure.newBuilder()
                .setMessage("this worker does not have pool '%s', and leaves the work to one that has".formatted(pool))
                .setType(FailureTypes.POOL_ELSEWHERE)
                .setNextRetryDelay(NEXT_ATTEMPT)
                .build();
    }
}
