package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.providers.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The innermost layer: calls the pool's provider once, and has {@link RetryRule} say what happens next. */
final class ProviderCall implements CallLayer {
    private final Pool pool;
    private final CallResults results;
    private final BooleanSupplier givenUp;
    private final Predicate<Outcome> isOneTooMany;
    private final Predicate<String> isThrottledForLong;

    /**
     * @param givenUp whether this process itself ended a call that was lost
     * @param isOneTooMany notes the outcome of a request's last call, and tells whether the provider refuses all such requests
     * @param isThrottledForLong tells whether a model got nothing but 429 responses for too long
     */
    ProviderCall(
            Pool pool,
            CallResults results,
            BooleanSupplier givenUp,
            Predicate<Outcome> isOneTooMany,
            Predicate<String> isThrottledForLong) {
        this.pool = pool;
        this.results = results;
        this.givenUp = givenUp;
        this.isOneTooMany = isOneTooMany;
        this.isThrottledForLong = isThrottledForLong;
    }

    @Override
    public CallReport call(CallRequest request) {
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        Outcome outcome = pool.provider().call(request.url(), request.sent());
        Duration latency = Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
        if (outcome instanceof Outcome.Lost && givenUp.getAsBoolean()) {
            return new CallReport.CutOff(outcome.mayHaveCost());
        }
        CallPermit admission = request.admission();
        return switch (decision(outcome, request)) {
            case RetryDecision.Done done -> {
                admission.settleOnClose(outcome, latency);
                yield new CallReport.Finished(results.of(request, outcome, done, startedAt, latency));
            }
            case RetryDecision.Again again -> {
                // The permit is settled first: after a 429 response no other call should go through.
                admission.settle(outcome, latency);
                yield new CallReport.Retry(again, latency);
            }
            case RetryDecision.Hold hold -> {
                admission.settle(outcome, latency);
                yield new CallReport.Held(hold, latency);
            }
        };
    }

    private RetryDecision decision(Outcome outcome, CallRequest request) {
        if (outcome instanceof Outcome.Throttled throttled && isThrottledForLong.test(request.model())) {
            return RetryRule.afterLongThrottling(throttled, request.model(), pool.name(), Instant.now());
        }
        RetryDecision usual = RetryRule.after(outcome, request.earlier(), pool.name());
        return usual instanceof RetryDecision.Done done
                        && isOneTooMany.test(outcome)
                        && outcome instanceof Outcome.Failed failed
                        && done.response() != null
                ? RetryRule.afterAllRefused(done.response(), failed, pool.name())
                : usual;
    }
}
