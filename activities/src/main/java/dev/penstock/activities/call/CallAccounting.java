package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolMetrics.CallEnd;
import dev.penstock.activities.tokens.EstimatedTokens;
import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.Usage;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.Permit;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Outcome.Answered;
import dev.penstock.providers.Outcome.Blocked;
import dev.penstock.providers.Outcome.Lost;
import dev.penstock.providers.Outcome.Refused;
import dev.penstock.providers.Outcome.Throttled;
import dev.penstock.providers.Outcome.Unusable;
import java.time.Duration;

/** The one place that tells a pool's rate limiter, traffic meter, metrics and token estimate how a call ended. */
final class CallAccounting implements CallPermit {
    private static final int LONGEST_WORDS = 200;

    private final Permit permit;
    private final Pool pool;
    private final Duration waited;
    private final String model;
    private final boolean failedBefore;
    private final EstimatedTokens estimated;
    private Runnable onClose = () -> {};

    /**
     * @param model the model that the request names
     * @param failedBefore whether an earlier call of the request was lost
     * @param estimated what the call was expected to use
     */
    CallAccounting(
            Permit permit, Pool pool, Duration waited, String model, boolean failedBefore, EstimatedTokens estimated) {
        this.permit = permit;
        this.pool = pool;
        this.waited = waited;
        this.model = model;
        this.failedBefore = failedBefore;
        this.estimated = estimated;
    }

    @Override
    public Duration waited() {
        return waited;
    }

    @Override
    public void settleOnClose(Outcome outcome, Duration latency) {
        onClose = () -> settle(outcome, latency);
    }

    @Override
    public void close() {
        try {
            onClose.run();
        } finally {
            // Counts the call as lost, unless it was settled.
            permit.close();
        }
    }

    @Override
    public void settle(Outcome outcome, Duration latency) {
        pool.metrics().ended(end(outcome), latency);
        pool.metrics().used(outcome.usage());
        switch (outcome) {
            case Answered answered -> {
                if (answered.usage().total() == 0) {
                    pool.metrics().answeredWithoutUsage();
                }
                CallTokens used = used(answered);
                answered(used, latency);
                permit.answered(used);
                if (answered.usage().total() > 0) {
                    pool.estimate().answered(estimated, used);
                }
            }
            case Unusable unusable -> {
                // An answer that was too long to be read has an unknown usage.
                CallTokens used = used(unusable);
                answered(used, latency);
                permit.answered(used);
            }
            case Refused refused -> {
                answered(CallTokens.NONE, latency);
                permit.refused();
            }
            case Blocked blocked -> {
                // The meter comes first, so that no other call goes through when this permit ends.
                pool.meter().blocked(RetryRule.holds(blocked, pool.name()));
                permit.refused();
            }
            case Throttled throttled -> {
                permit.throttled(throttled.retryAfter());
                pool.meter().throttled(model, throttled.isForTokens(), words(throttled));
                pool.meter().throttledModels().throttled(model);
            }
            case Lost lost -> {
                pool.meter().lost(lost.error().message(), failedBefore || !permit.isEvidence());
                permit.lost();
            }
        }
    }

    private void answered(CallTokens tokens, Duration latency) {
        pool.meter().answered(model, tokens, latency);
        pool.meter().throttledModels().answered(model);
    }

    /** Returns the tokens that a call used, or what was estimated: some providers do not report usage. */
    private CallTokens used(Outcome outcome) {
        Usage usage = outcome.usage();
        long input = pool.config().dialect().dialect().countedInput(model, usage);
        return usage.total() > 0 ? CallTokens.of(input, usage.output()) : permit.tokens();
    }

    private static String words(Throttled throttled) {
        return PrintableText.shortened(
                "%d: %s"
                        .formatted(
                                throttled.response().statusCode(),
                                throttled.error().message()),
                LONGEST_WORDS);
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
}
