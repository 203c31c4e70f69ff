package dev.penstock.activities.call;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import dev.penstock.store.ResultBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a request's result from how its call ended: cost, number of calls, waiting times. */
public final class CallResults {
    private final Pool pool;
    private final Prices prices;
    private final WorstCase worstCase;
    private final Duration queued;
    private final int round;

    /**
     * @param prices prices of the pool's models
     * @param queued how long the requests waited in a task queue
     * @param round how many times the batch's dead letters were replayed
     */
    public CallResults(Pool pool, Prices prices, Duration queued, int round) {
        this(pool, prices, new WorstCase(prices), queued, round);
    }

    /**
     * @param worstCase the most that a call costs by the prices of any pool that the request may have gone to
     */
    public CallResults(Pool pool, Prices prices, WorstCase worstCase, Duration queued, int round) {
        this.pool = pool;
        this.prices = prices;
        this.worstCase = worstCase;
        this.queued = queued;
        this.round = round;
    }

    int round() {
        return round;
    }

    /** Returns the result of a request that ended with a call. */
    Result of(CallRequest request, Outcome outcome, RetryDecision.Done done, Instant startedAt, Duration latency) {
        Usage usage = outcome.usage();
        String model = request.pricedBy(prices).path("model").asText("");
        Optional<BigDecimal> cost =
                usage.total() > 0 ? prices.cost(model, tier(request, outcome), usage) : free(request);
        boolean answered = done.error() == null;
        boolean uncertain = cost.isEmpty() && (answered || outcome.mayHaveCost());
        cost.ifPresent(pool.metrics()::charged);
        ResultBuilder result = result(request, 1, request.admission().waited());
        return request.paid()
                .addTo(result, cost.orElse(null), possibly(request, uncertain ? 1 : 0), uncertain)
                .response(done.response())
                .error(done.error())
                .latencyMs(latency.toMillis())
                .usage(usage.plus(request.paid().usage()))
                .facts(outcome.facts())
                .startedAt(startedAt)
                .build();
    }

    /** Returns a cost of nothing for a request that can cost no more, such as a moderation; empty for others. */
    private Optional<BigDecimal> free(CallRequest request) {
        return Optional.ofNullable(worstCase.possibly(request.url(), request.body(), 1))
                .filter(most -> most.signum() == 0);
    }

    /** Returns the tier that served a request, or else the one that the request names. */
    private static String tier(CallRequest request, Outcome outcome) {
        String served = outcome.facts().serviceTier();
        return served == null ? request.body().path("service_tier").asText("") : served;
    }

    /** Returns the dead letter of a request that cannot be called. */
    public Result deadLetter(CallRequest request, Result.Error error) {
        ResultBuilder result = result(request, 0, Duration.ZERO);
        return request.paid()
                .addTo(result, null, possibly(request, 0), false)
                .error(error)
                .usage(request.paid().usage())
                .build();
    }

    private @Nullable BigDecimal possibly(CallRequest request, int uncertain) {
        return worstCase.possibly(request.url(), request.body(), request.possiblyPaid() + uncertain);
    }

    private ResultBuilder result(CallRequest request, int calls, Duration waited) {
        return Result.builder(request.line().line(), request.line().customId())
                .attempts(request.earlier().lost() + request.earlier().cutOff() + calls)
                .throttled(request.earlier().throttled())
                .round(round)
                .possiblyPaidTwice(request.earlier().cutOff() > 0)
                .call(new Result.Call(
                        pool.name(),
                        request.model(),
                        queued.plus(waited).toMillis(),
                        pool.limiter().limits().requestsPerMinute().orNull()));
    }
}
