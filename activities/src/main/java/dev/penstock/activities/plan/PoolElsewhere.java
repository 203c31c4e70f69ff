package dev.penstock.activities.plan;

import dev.penstock.contracts.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.function.Predicate;

/** Makes the failure by which a worker leaves work to others, because it does not have the pool that pays for the work. */
public final class PoolElsewhere {
    /** Short, because the other worker usually polls the same queue and takes the next attempt or the one after. */
    private static final Duration NEXT_ATTEMPT = Duration.ofMillis(200);

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    /** The attempts and the time after which no worker seems to have the pool. */
    private static final int ENOUGH_ATTEMPTS = 10;

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    /** The same time where some worker has the pool: that worker may have just begun, or lack another pool that the work needs. */
    private static final Duration ENOUGH_WHERE_SERVED = Duration.ofMinutes(2);

    private PoolElsewhere() {}

    public static ApplicationFailure of(String pool) {
        return ApplicationFailure.newBuilder()
                .setMessage("this worker does not have pool '%s', and leaves the work to one that has".formatted(pool))
                .setType(FailureTypes.POOL_ELSEWHERE)
                .setDetails(pool)
                .setNextRetryDelay(NEXT_ATTEMPT)
                .build();
    }

    /**
     * Returns the failure for an attempt: later attempts wait longer, and in the end a person has to start a worker.
     *
     * @param failure any failure; only one by which work is left to others is changed
     * @param age the time since the activity was scheduled
     * @param isServed whether some worker has a pool; the work is left to it for longer
     */
    public static ApplicationFailure at(
            ApplicationFailure failure, int attempt, Duration age, Predicate<String> isServed) {
        if (!FailureTypes.POOL_ELSEWHERE.equals(failure.getType())) {
            return failure;
        }
        String message = failure.getOriginalMessage();
        String pool = failure.getDetails().get(String.class);
        if (attempt >= ENOUGH_ATTEMPTS
                && age.compareTo(ENOUGH) >= 0
                && (age.compareTo(ENOUGH_WHERE_SERVED) >= 0 || !isServed.test(pool))) {
            return ApplicationFailure.newNonRetryableFailure(
                    message
                            + "; no running worker took it: start one with all pools that the batch needs, then resume or run"
                            + " again",
                    FailureTypes.HOLD);
        }
        long delay = NEXT_ATTEMPT.toMillis() << Math.clamp(attempt - 1, 0, 10);
        return ApplicationFailure.newBuilder()
                .setMessage(message)
                .setType(FailureTypes.POOL_ELSEWHERE)
                .setDetails(pool)
                .setNextRetryDelay(Duration.ofMillis(Math.min(delay, LONGEST_DELAY.toMillis())))
                .build();
    }
}
