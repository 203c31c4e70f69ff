package dev.penstock.activities.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.account.Spending;
import dev.penstock.contracts.CompletionRequest;
import dev.penstock.contracts.CompletionResult;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.limits.rate.GateClosedException;
import dev.penstock.limits.rate.Permit;
import dev.penstock.limits.rate.RequestTooLargeException;
import dev.penstock.limits.rate.Visitors;
import dev.penstock.limits.traffic.Arrivals;
import dev.penstock.store.Result;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a single completion, before all batches, until it is answered, refused or given up. */
public final class CompletionRun {
    private static final Logger log = LoggerFactory.getLogger(CompletionRun.class);
    /** Of those that somebody waits for: some fifteen seconds, then the client's own retries are better. */
    private static final int AWAITED_ATTEMPTS = 5;

    /** A larger answer doesn't fit Temporal's messages twice; only whoever waits for it gets it. */
    private static final int LARGEST_KEPT = 500_000;

    private final PoolRegistry pools;
    private final CompletionCosts costs;
    private final LiveCalls calls;
    private final Pulse pulse;
    private final Drain drain;
    private final Spending spending;

    public CompletionRun(
            PoolRegistry pools, CompletionCosts costs, LiveCalls calls, Pulse pulse, Drain drain, Spending spending) {
        this.spending = spending;
        this.pools = pools;
        this.costs = costs;
        this.calls = calls;
        this.pulse = pulse;
        this.drain = drain;
    }

    /**
     * @param age how long ago it was first asked for
     * @param heart told every second that it is still wanted; throws when it is not
     * @throws ApplicationFailure {@code TryAgain} while there is time left
     */
    public CompletionResult run(CompletionRequest request, int attempt, Duration age, Runnable heart) {
        LiveCall live = calls.find(request.stream()).orElse(null);
        if (live == null && request.isAwaited() && calls.concerns(request)) {
            return LiveCall.left();
        }
        Try one = new Try(request, attempt, longest(request.giveUpAfter().minus(age), RetryRule.SHORTEST), live);
        CompletionResult result = live == null ? run(one, heart) : live.make(() -> run(one, heart));
        return result.body().length() > LARGEST_KEPT ? result.withoutBody() : result;
    }

    /**
     * @param left until it is given up
     */
    private record Try(
            CompletionRequest request,
            int attempt,
            Duration left,
            @Nullable LiveCall live) {
        Optional<TokenSink> sink() {
            return live == null ? Optional.empty() : live.sink();
        }

        boolean isUnwanted() {
            return live != null && live.hasLeft();
        }

        boolean canBeRepeated() {
            return (!request.isAwaited() || attempt < AWAITED_ATTEMPTS)
                    && sink().map(TokenSink::canStartOver).orElse(true);
        }
    }

    private CompletionResult run(Try one, Runnable heart) {
        Pool pool = pools.get(one.request.pool());
        Visitors visitors = pool.gate().visitors();
        AtomicReference<@Nullable ActivityCompletionException> cancelled = new AtomicReference<>();
        ClosedPool closed = new ClosedPool(pool, one.request.isAwaited());
        try (Arrivals.Group group = pool.arrivals().of(1);
                Drain.Registration beats = pulse.every(() -> {
                    beat(heart, visitors, one.live, cancelled);
                    closed.look(visitors);
                });
                Drain.Registration draining = drain.onBegin(visitors::leave);
                Drain.Registration deadline = pulse.after(one.left, visitors::leave)) {
            closed.look(visitors);
            group.arrived();
            return affordable(one, pool, visitors);
        } catch (GateClosedException e) {
            ActivityCompletionException cancellation = cancelled.get();
            if (cancellation != null) {
                throw cancellation;
            }
            if (drain.hasBegun()) {
                throw TryAgain.after(RetryRule.SHORTEST, "this worker is about to stop");
            }
            return closed.found()
                    .map(error -> unanswered(null, error, one.attempt, 0))
                    .orElseGet(() -> unanswered(
                            null, "request_timeout", "gave up waiting for the pool's quota", one.attempt, 0));
        } catch (RequestTooLargeException e) {
            return unanswered(null, "request_too_large", String.valueOf(e.getMessage()), one.attempt, 0);
        }
    }

    /** Each try has its own claim: one that was lost on the way may have been paid. */
    private CompletionResult affordable(Try one, Pool pool, Visitors visitors) {
        ObjectNode body = JsonText.MAPPER.valueToTree(one.request.body());
        CompletionRequest request = one.request;
        Spending.Answer answer =
                spending.claim(request.tenant(), request.key(), () -> costs.atMost(pool, request.pathOrChat(), body));
        return switch (answer) {
            case Spending.Answer.Allowed(Spending.Claim claim) -> {
                try (claim) {
                    yield call(one, pool, body, visitors, claim);
                }
            }
            case Spending.Answer.Refused refused -> Unpaid.refused(refused.reason(), one.attempt);
            case Spending.Answer.Unpriced unpriced -> Unpaid.unpriced(unpriced.account(), body, one.attempt);
            case Spending.Answer.Unknown unknown -> Unpaid.unknown(unknown.account(), one.attempt);
        };
    }

    private CompletionResult call(Try one, Pool pool, ObjectNode body, Visitors visitors, Spending.Claim claim) {
        long arrived = System.nanoTime();
        Permit permit = acquire(pool, one.request.pathOrChat(), body, visitors);
        Duration waited = Duration.ofNanos(System.nanoTime() - arrived);
        Outcome outcome;
        long millis;
        try (permit) {
            long start = System.nanoTime();
            claim.sent();
            outcome = ask(one, pool, body);
            millis = (System.nanoTime() - start) / 1_000_000;
            claim.costs(costs.of(pool, body, outcome));
            if (outcome instanceof Outcome.Lost && one.isUnwanted()) {
                // No fault of the provider's.
                permit.lost();
                throw TryAgain.after(RetryRule.SHORTEST, "nobody waits for it");
            }
            Settlement.of(outcome, permit, pool, Duration.ofMillis(millis));
        }
        costs.add(one.request.tenant(), pool, body, outcome, one.attempt, waited, Duration.ofMillis(millis));
        return switch (outcome) {
            case Outcome.Answered answered ->
                new CompletionResult(
                        answered.response().statusCode(),
                        answered.response().body(),
                        answered.text().orElse(null),
                        answered.usage(),
                        one.attempt,
                        millis);
            // Only stages of pipelines say what they expect.
            case Outcome.Unusable unusable -> unanswered(unusable.response(), unusable.error(), one.attempt, millis);
            case Outcome.Refused refused -> unanswered(refused.response(), refused.error(), one.attempt, millis);
            // Whoever waits for it is told at once, and can act.
            case Outcome.Blocked blocked
            when one.request.isAwaited() && ClosedPool.isTurnedAway(blocked) ->
                unanswered(null, ClosedPool.turnedAway(pool, blocked), one.attempt, millis);
            case Outcome.Blocked blocked -> unanswered(blocked.response(), blocked.error(), one.attempt, millis);
            case Outcome.Throttled throttled ->
                later(one, throttled.retryAfter(), throttled.response(), throttled.error(), millis);
            case Outcome.Lost lost -> later(one, lost.retryAfter(), lost.response(), lost.error(), millis);
        };
    }

    private static Outcome ask(Try one, Pool pool, ObjectNode body) {
        String path = one.request.pathOrChat();
        TokenSink sink = one.sink().orElse(null);
        if (sink == null) {
            return pool.provider().call(path, whole(body));
        }
        if (one.attempt > 1) {
            sink.restart();
        }
        return pool.provider().stream(path, body, sink);
    }

    /** Events of a request whose reader is gone would go unread. */
    private static ObjectNode whole(ObjectNode body) {
        return body.deepCopy().without(List.of("stream", "stream_options"));
    }

    private static Permit acquire(Pool pool, String path, ObjectNode body, Visitors visitors) {
        try {
            int tokens = pool.gate().limits().tokensPerMinute() == null
                    ? 0
                    : pool.estimate().of(path, body);
            long arrived = System.nanoTime();
            Permit permit = pool.gate().acquire(tokens, Urgency.HIGH, visitors);
            pool.metrics().waited(Urgency.HIGH, Duration.ofNanos(System.nanoTime() - arrived));
            return permit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TryAgain.after(RetryRule.SHORTEST, "this worker stops");
        }
    }

    private static CompletionResult later(
            Try one,
            @Nullable Duration retryAfter,
            Result.@Nullable Response response,
            Result.Error error,
            long millis) {
        Duration wait = longest(
                RetryRule.backoff(one.attempt, ThreadLocalRandom.current()),
                retryAfter == null ? Duration.ZERO : retryAfter);
        if (!one.canBeRepeated() || wait.plusMillis(millis).compareTo(one.left) >= 0) {
            return unanswered(response, error, one.attempt, millis).withRetryAfter(wait);
        }
        throw TryAgain.after(wait, error.code() + ": " + error.message());
    }

    private static CompletionResult unanswered(
            Result.@Nullable Response response, Result.Error error, int attempt, long millis) {
        return unanswered(response, error.code(), error.message(), attempt, millis);
    }

    private static CompletionResult unanswered(
            Result.@Nullable Response response, String code, String message, int attempt, long millis) {
        if (response != null && response.statusCode() >= 300) {
            return new CompletionResult(response.statusCode(), response.body(), null, Usage.NONE, attempt, millis);
        }
        ObjectNode body = JsonText.MAPPER.createObjectNode();
        body.putObject("error").put("code", code).put("message", message);
        return new CompletionResult(0, body.toString(), null, Usage.NONE, attempt, millis);
    }

    private static void beat(
            Runnable heart,
            Visitors visitors,
            @Nullable LiveCall live,
            AtomicReference<@Nullable ActivityCompletionException> cancelled) {
        try {
            heart.run();
        } catch (ActivityCompletionException e) {
            cancelled.set(e);
            visitors.leave();
            if (live != null) {
                live.leave();
            }
        } catch (RuntimeException e) {
            log.debug("A heartbeat of a completion got lost", e);
        }
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
