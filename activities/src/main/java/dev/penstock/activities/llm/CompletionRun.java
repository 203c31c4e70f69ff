package dev.penstock.activities.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.gate.GateClosedException;
import dev.penstock.activities.gate.Permit;
import dev.penstock.activities.gate.RequestTooLargeException;
import dev.penstock.activities.gate.Visitors;
import dev.penstock.activities.share.Arrivals;
import dev.penstock.contracts.CompletionRequest;
import dev.penstock.contracts.CompletionResult;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a single completion, before all batches, until it is answered, refused or given up. */
public final class CompletionRun {
    private static final Logger log = LoggerFactory.getLogger(CompletionRun.class);
    private static final String URL = "/v1/chat/completions";

    private final PoolRegistry pools;
    private final TokenSinks sinks;
    private final Pulse pulse;
    private final Drain drain;

    public CompletionRun(PoolRegistry pools, TokenSinks sinks, Pulse pulse, Drain drain) {
        this.pools = pools;
        this.sinks = sinks;
        this.pulse = pulse;
        this.drain = drain;
    }

    /**
     * @param age how long ago it was first asked for
     * @param heart told every second that it is still wanted; throws when it is not
     * @throws ApplicationFailure {@code TryAgain} while there is time left
     */
    public CompletionResult run(CompletionRequest request, int attempt, Duration age, Runnable heart) {
        Pool pool = pools.get(request.pool());
        Visitors visitors = pool.gate().visitors();
        AtomicReference<@Nullable ActivityCompletionException> cancelled = new AtomicReference<>();
        Duration left = longest(request.giveUpAfter().minus(age), RetryRule.SHORTEST);
        try (Arrivals.Group one = pool.arrivals().of(1);
                Drain.Registration beats = pulse.every(() -> beat(heart, visitors, cancelled));
                Drain.Registration draining = drain.onBegin(visitors::leave);
                Drain.Registration deadline = pulse.after(left, visitors::leave)) {
            one.arrived();
            return call(request, attempt, left, pool, visitors);
        } catch (GateClosedException e) {
            ActivityCompletionException cancellation = cancelled.get();
            if (cancellation != null) {
                throw cancellation;
            }
            if (drain.hasBegun()) {
                throw TryAgain.after(RetryRule.SHORTEST, "this worker is about to stop");
            }
            return unanswered(null, "request_timeout", "gave up waiting for the pool's quota", attempt, 0);
        } catch (RequestTooLargeException e) {
            return unanswered(null, "request_too_large", String.valueOf(e.getMessage()), attempt, 0);
        }
    }

    private CompletionResult call(CompletionRequest request, int attempt, Duration left, Pool pool, Visitors visitors) {
        ObjectNode body = JsonText.MAPPER.valueToTree(request.body());
        Permit permit = acquire(pool, body, visitors);
        Outcome outcome;
        long millis;
        try (permit) {
            long start = System.nanoTime();
            outcome = ask(request, attempt, pool, body);
            millis = (System.nanoTime() - start) / 1_000_000;
            Settlement.of(outcome, permit, pool, Duration.ofMillis(millis));
        }
        return switch (outcome) {
            case Outcome.Answered answered ->
                new CompletionResult(
                        answered.response().statusCode(),
                        answered.response().body(),
                        answered.text().orElse(null),
                        answered.usage(),
                        attempt,
                        millis);
            case Outcome.Refused refused -> unanswered(refused.response(), refused.error(), attempt, millis);
            // Whoever waits for it is told at once, and can act.
            case Outcome.Blocked blocked -> unanswered(blocked.response(), blocked.error(), attempt, millis);
            case Outcome.Throttled throttled ->
                later(throttled.retryAfter(), throttled.response(), throttled.error(), attempt, left, millis);
            case Outcome.Lost lost -> later(lost.retryAfter(), lost.response(), lost.error(), attempt, left, millis);
        };
    }

    private Outcome ask(CompletionRequest request, int attempt, Pool pool, ObjectNode body) {
        Optional<TokenSinks.TokenSink> sink = sinks.find(request.stream());
        if (attempt > 1) {
            sink.ifPresent(TokenSinks.TokenSink::restart);
        }
        return sink.isPresent()
                ? pool.provider().stream(body, sink.get()::token)
                : pool.provider().call(URL, body);
    }

    private static Permit acquire(Pool pool, ObjectNode body, Visitors visitors) {
        try {
            int tokens = pool.gate().limits().tokensPerMinute() == null
                    ? 0
                    : pool.estimate().of(URL, body);
            return pool.gate().acquire(tokens, Urgency.HIGH, visitors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TryAgain.after(RetryRule.SHORTEST, "this worker stops");
        }
    }

    private static CompletionResult later(
            @Nullable Duration retryAfter,
            Result.@Nullable Response response,
            Result.Error error,
            int attempt,
            Duration left,
            long millis) {
        Duration wait = longest(
                RetryRule.backoff(attempt, ThreadLocalRandom.current()),
                retryAfter == null ? Duration.ZERO : retryAfter);
        if (wait.plusMillis(millis).compareTo(left) >= 0) {
            return unanswered(response, error, attempt, millis);
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
            Runnable heart, Visitors visitors, AtomicReference<@Nullable ActivityCompletionException> cancelled) {
        try {
            heart.run();
        } catch (ActivityCompletionException e) {
            cancelled.set(e);
            visitors.leave();
        } catch (RuntimeException e) {
            log.debug("A heartbeat of a completion got lost", e);
        }
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
