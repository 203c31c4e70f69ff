package dev.penstock.activities.llm;

import dev.penstock.activities.llm.Outcome.Answered;
import dev.penstock.activities.llm.Outcome.Blocked;
import dev.penstock.activities.llm.Outcome.Lost;
import dev.penstock.activities.llm.Outcome.Refused;
import dev.penstock.activities.llm.Outcome.Throttled;
import dev.penstock.activities.llm.Outcome.Unusable;
import dev.penstock.activities.metrics.PoolMetrics.CallEnd;
import dev.penstock.contracts.Usage;
import dev.penstock.limits.rate.Permit;
import java.time.Duration;

/** Tells the gate, the meter, the metrics and the estimate how a call ended. */
final class Settlement {
    private Settlement() {}

    static void of(Outcome outcome, Permit permit, Pool pool, Duration latency) {
        pool.metrics().ended(end(outcome), latency);
        pool.metrics().used(usage(outcome));
        switch (outcome) {
            case Answered answered -> {
                // Some providers don't say what they used.
                long used = answered.usage().total() > 0 ? answered.usage().total() : permit.tokens();
                pool.meter().answered(used, latency);
                permit.answered(used);
                pool.estimate().answered(answered.usage().output());
            }
            case Unusable unusable -> {
                pool.meter().answered(unusable.usage().total(), latency);
                permit.answered(unusable.usage().total());
            }
            case Refused refused -> {
                pool.meter().answered(0, latency);
                permit.refused();
            }
            case Blocked blocked -> {
                // First, so that nobody goes through on this permit's end.
                pool.meter().blocked(RetryRule.holds(blocked, pool.name()));
                permit.refused();
            }
            case Throttled throttled -> {
                permit.throttled(throttled.retryAfter());
                pool.meter().throttled(throttled.isForTokens());
            }
            case Lost lost -> {
                pool.meter().lost(lost.error().message());
                permit.lost();
            }
        }
    }

    private static CallEnd end(Outcome outcome) {
        return switch (outcome) {
            case Answered answered -> CallEnd.ANSWERED;
            case Unusable unusable -> CallEnd.ANSWERED;
            case Refused refused -> CallEnd.REFUSED;
            case Blocked blocked -> CallEnd.BLOCKED;
            case Throttled throttled -> CallEnd.THROTTLED;
            case Lost lost -> CallEnd.LOST;
        };
    }

    static Usage usage(Outcome outcome) {
        return switch (outcome) {
            case Answered answered -> answered.usage();
            case Unusable unusable -> unusable.usage();
            default -> Usage.NONE;
        };
    }
}
