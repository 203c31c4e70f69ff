package dev.penstock.activities.llm;

import dev.penstock.activities.llm.Outcome.Answered;
import dev.penstock.activities.llm.Outcome.Blocked;
import dev.penstock.activities.llm.Outcome.Lost;
import dev.penstock.activities.llm.Outcome.Refused;
import dev.penstock.activities.llm.Outcome.Throttled;
import dev.penstock.activities.llm.Outcome.Unusable;
import dev.penstock.contracts.pool.AccountRejection;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The one place that says what happens after an outcome. */
public final class RetryRule {
    static final int RETRIES = 5;
    /** Temporal takes zero for "don't retry". */
    static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private RetryRule() {}

    /**
     * @param faultsBefore how often the request was lost before this outcome; throttling is no fault
     */
    static Next after(Outcome outcome, int faultsBefore, String pool) {
        return switch (outcome) {
            case Answered answered -> new Next.Done(answered.response(), null);
            case Refused refused -> new Next.Done(refused.response(), refused.error());
            case Throttled throttled -> new Next.Again(0, orNone(throttled.retryAfter()));
            case Lost lost when faultsBefore >= RETRIES -> new Next.Done(lost.response(), lost.error());
            case Lost lost -> new Next.Again(faultsBefore + 1, orNone(lost.retryAfter()));
            case Unusable unusable when faultsBefore >= RETRIES -> new Next.Done(unusable.response(), unusable.error());
            case Unusable unusable -> new Next.Again(faultsBefore + 1, Duration.ZERO);
            case Blocked blocked -> new Next.Hold(holds(blocked, pool));
        };
    }

    /** Why nothing more is called, for people. */
    static String holds(Blocked blocked, String pool) {
        Result.Error error = blocked.error();
        return AccountRejection.reason(
                pool, "%d %s: %s".formatted(blocked.response().statusCode(), error.code(), error.message()));
    }

    /** Exponential with full jitter, so that many that failed together don't come back together. */
    static Duration backoff(int faults, RandomGenerator random) {
        if (faults == 0) {
            return SHORTEST;
        }
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(faults - 1, 16));
        return Duration.ofMillis(random.nextLong(SHORTEST.toMillis(), ceiling + 1));
    }

    private static Duration orNone(@Nullable Duration wait) {
        return wait == null ? Duration.ZERO : wait;
    }
}
