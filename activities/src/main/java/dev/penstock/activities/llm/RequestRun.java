package dev.penstock.activities.llm;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.contracts.SliceInput;
import dev.penstock.contracts.Usage;
import dev.penstock.limits.rate.GateClosedException;
import dev.penstock.limits.rate.Permit;
import dev.penstock.limits.rate.RequestTooLargeException;
import dev.penstock.limits.rate.Visitors;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ResultLog.Ending;
import dev.penstock.store.ShardLog.Calls;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One request of a slice on its way: gate, call, outcome, log. */
final class RequestRun {
    /** Results on their way to the disk, about as many as there always are. */
    private static final int FEW = 4;

    private final SliceInput input;
    private final Pool pool;
    private final ResultLog log;
    private final Prices prices;
    private final WorstCase worstCase;
    private final Visitors visitors;
    private final AtomicInteger inFlight;
    private final Duration queued = QueueTime.ofThisActivity();

    RequestRun(SliceInput input, Pool pool, ResultLog log, Prices prices, Visitors visitors, AtomicInteger inFlight) {
        this.input = input;
        this.pool = pool;
        this.log = log;
        this.prices = prices;
        this.worstCase = new WorstCase(prices);
        this.visitors = visitors;
        this.inFlight = inFlight;
    }

    /** What became of it. */
    sealed interface Ended {
        /** It has a result, which is durable when the future is done. */
        record With(Result result, CompletableFuture<Void> durable) implements Ended {}

        /**
         * @param mayHaveCost whether the provider may charge for the call that was lost
         */
        record TryAgain(Next.Again again, boolean mayHaveCost) implements Ended {}

        record Held(String because) implements Ended {}

        /** It was not called, because somebody wanted the waiting to end. */
        record NotCalled() implements Ended {}

        /** It was not called, because it might have cost more than is left. */
        record Unaffordable() implements Ended {}
    }

    /**
     * @param earlier calls that brought no result
     * @throws InterruptedException when the process stops at once; a call under way then counts as cut off
     */
    Ended run(RequestLine request, Calls earlier) throws InterruptedException {
        Permit permit;
        long arrived = System.nanoTime();
        try {
            permit = pool.gate().acquire(tokens(request), input.urgency(), visitors);
            pool.metrics().waited(input.urgency(), since(arrived));
        } catch (GateClosedException e) {
            return new Ended.NotCalled();
        } catch (RequestTooLargeException e) {
            Result.Error error = new Result.Error("request_too_large", String.valueOf(e.getMessage()));
            Result.Call none = where(request, Duration.ZERO);
            return append(result(request, new Next.Done(null, error), earlier, null, null, 0, none));
        }
        inFlight.incrementAndGet();
        try {
            return call(request, earlier, permit, where(request, since(arrived)));
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private Result.Call where(RequestLine request, Duration waited) {
        String model = request.body().path("model").asText("");
        return new Result.Call(
                pool.name(),
                model,
                queued.plus(waited).toMillis(),
                pool.gate().limits().requestsPerMinute());
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private Ended call(RequestLine request, Calls earlier, Permit permit, Result.Call where)
            throws InterruptedException {
        try (permit) {
            log.begin(input.batch(), input.shard(), request.line());
            Instant startedAt = Instant.now();
            long start = System.nanoTime();
            Outcome outcome = pool.provider().call(request.url(), request.body());
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (outcome instanceof Outcome.Lost && Thread.interrupted()) {
                throw new InterruptedException("the call was cut off");
            }
            return switch (RetryRule.after(outcome, earlier.lost(), pool.name())) {
                case Next.Done done -> {
                    Ended.With ended = append(result(request, done, earlier, outcome, startedAt, millis, where));
                    try {
                        bearWith(ended);
                    } finally {
                        Settlement.of(outcome, permit, pool, Duration.ofMillis(millis));
                    }
                    yield ended;
                }
                case Next.Again again -> {
                    // First: after a 429 nobody else should go through.
                    Settlement.of(outcome, permit, pool, Duration.ofMillis(millis));
                    boolean mayHaveCost = mayHaveCost(outcome);
                    Ending lost = mayHaveCost ? Ending.LOST_ON_THE_WAY : Ending.LOST;
                    end(request, again.faults() > 0 ? lost : Ending.THROTTLED);
                    yield new Ended.TryAgain(again, mayHaveCost);
                }
                case Next.Hold hold -> {
                    Settlement.of(outcome, permit, pool, Duration.ofMillis(millis));
                    end(request, Ending.TURNED_AWAY);
                    yield new Ended.Held(hold.because());
                }
            };
        }
    }

    /**
     * Waits for the result to be durable while the disk is slow, with the permit kept: a crash repeats what is not, and calls that
     * went out meanwhile would be more than were allowed at once.
     */
    private void bearWith(Ended.With ended) throws InterruptedException {
        int bearable = Math.max(FEW, pool.gate().limits().concurrency() / 4);
        if (log.behind() > bearable) {
            try {
                ended.durable().get();
            } catch (ExecutionException forWhoeverWantsTheResult) {
                return;
            }
        }
    }

    /** Counting takes time, and only a quota of tokens needs it. */
    private int tokens(RequestLine request) {
        return pool.gate().limits().tokensPerMinute() == null
                ? 0
                : pool.estimate().of(request.url(), request.body());
    }

    private Ended.With append(Result result) {
        return new Ended.With(result, log.append(input.batch(), input.shard(), result));
    }

    private void end(RequestLine request, Ending ending) {
        log.endWithout(input.batch(), input.shard(), request.line(), ending);
    }

    /**
     * @param outcome null = it was not called
     */
    private Result result(
            RequestLine request,
            Next.Done done,
            Calls earlier,
            @Nullable Outcome outcome,
            @Nullable Instant startedAt,
            long millis,
            Result.Call where) {
        boolean answered = done.error() == null;
        Usage usage = outcome == null ? Usage.NONE : Settlement.usage(outcome);
        Optional<BigDecimal> cost = usage.total() > 0 ? prices.cost(request.body(), usage) : Optional.empty();
        boolean uncertain = outcome != null && (answered ? cost.isEmpty() : cost.isEmpty() && mayHaveCost(outcome));
        cost.ifPresent(pool.metrics()::charged);
        return Result.builder(request.line(), request.customId())
                .response(done.response())
                .error(done.error())
                .attempts(earlier.lost() + earlier.cutOff() + (outcome == null ? 0 : 1))
                .throttled(earlier.throttled())
                .latencyMs(millis)
                .costUsd(cost.orElse(null))
                .usage(usage)
                .startedAt(startedAt)
                .round(input.round())
                .possiblyPaidTwice(earlier.cutOff() > 0)
                .possiblyUsd(
                        worstCase.possibly(request.url(), request.body(), earlier.possiblyPaid() + (uncertain ? 1 : 0)))
                .call(where)
                .build();
    }

    private static boolean mayHaveCost(Outcome outcome) {
        return outcome instanceof Outcome.Unusable || (outcome instanceof Outcome.Lost lost && lost.mayHaveCost());
    }
}
