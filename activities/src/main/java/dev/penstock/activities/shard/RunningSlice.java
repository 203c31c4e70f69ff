package dev.penstock.activities.shard;

import dev.penstock.activities.AnswerRequirements;
import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.activities.budget.SliceBudget;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.CallReport;
import dev.penstock.activities.call.CallRequest;
import dev.penstock.activities.call.CallResults;
import dev.penstock.activities.call.CallStack;
import dev.penstock.activities.call.CheckedCall;
import dev.penstock.activities.call.Refusals;
import dev.penstock.activities.call.RouteWaiters;
import dev.penstock.activities.call.ShardJournal;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.QueueTime;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.limits.rate.Fairness;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog;
import dev.penstock.store.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Runs one slice: calls all its requests at once, and takes each as far as it can get. */
final class RunningSlice {
    /** A request that is called while its process dies so often is not called again; each time it may have been paid. */
    private static final int MOST_CUT_OFF = 6;

    private final SliceInput input;
    private final RouteWaiters waiters;
    private final StagePermits stage;
    private final CallFiles files;
    private final TasksInTransit.Requests arrivals;
    private final RequestBudget budget;
    private final Optional<AnswerCache> cache;
    private final CallResults results;
    private final ShardJournal journal;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final SliceHeartbeat heartbeat;
    private final CheckedCall calls;
    private final Refusals refusals;
    private final SliceEnd end;

    RunningSlice(
            SliceInput input,
            SliceRun.Work work,
            Prices prices,
            WorstCase worstCase,
            Optional<AnswerCache> cache,
            SliceRun.Begun begun,
            StagePermits stage,
            Refusals refusals,
            CallFiles files) {
        HeartbeatGap gap = begun.gap();
        this.input = input;
        this.refusals = refusals;
        this.stage = stage;
        this.files = files;
        this.arrivals = begun.arrivals();
        this.cache = cache;
        AnswerRequirements requirements = new AnswerRequirements(input.failOn());
        Route route = work.route().asking(pool -> pool.asking(requirements.judging(pool.provider())));
        waiters = new RouteWaiters(Fairness.NONE, gap::isTooLong);
        budget = new RequestBudget(new SliceBudget(input.mayCost()), worstCase);
        Duration queued = QueueTime.ofThisActivity();
        Function<Pool, CallResults> ofPools = pool -> new CallResults(
                pool, prices.with(pool.config().prices(), pool.config().baseUrl()), worstCase, queued, input.round());
        results = ofPools.apply(route.pools().getFirst());
        journal = new ShardJournal(work.log(), input.batch(), input.shard());
        calls = new CallStack(route, ofPools, waiters)
                .ofSlice(journal, budget, cache, work.checks(), stage, input.urgency(), inFlight, refusals, files);
        end = new SliceEnd(work.requests().size(), route::pausedFor, budget);
        heartbeat = new SliceHeartbeat(input.batch(), gap, waiters, end, inFlight, this::stopWaiting);
    }

    /**
     * Calls the requests that have no result.
     *
     * @param whole reads a logged result with its body
     */
    void callAll(InFlightSlice requests, ShardLog logged, LongFunction<Result> whole) {
        List<CallRequest> toCall = new ArrayList<>();
        for (RequestLine line : requests.ours()) {
            Optional<Result> known = logged.find(line.line(), input.round());
            CallRequest request = new CallRequest(
                    line, logged.calls(line.line()), PaidEarlier.of(logged, line.line(), input.round()));
            known.ifPresentOrElse(result -> alreadyThere(request, result, requests, whole), () -> {
                int cutOff = logged.cutOffSinceDeadLetter(line.line());
                if (cutOff >= MOST_CUT_OFF) {
                    finish(request, journal.append(results.deadLetter(request, cutOff(cutOff))), requests);
                    return;
                }
                budget.expect(request);
                toCall.add(request);
            });
        }
        stage.expect(toCall.size());
        if (toCall.size() == 1) {
            call(toCall.getFirst(), requests);
        } else if (!toCall.isEmpty()) {
            callTogether(toCall, requests);
        }
        for (CompletableFuture<Optional<Result>> other : requests.others()) {
            // If the call brought no result, the next attempt looks for it in the log or calls again.
            other.join().ifPresentOrElse(end::add, end::notCalled);
        }
    }

    private static Result.Error cutOff(int times) {
        return new Result.Error(
                "process_died", "%d processes died one after another while they called this request".formatted(times));
    }

    /** Sends a heartbeat, and has requests that wait for a pool go to another one if that is better; to be called every second. */
    void beat(Consumer<SliceBeat> heart) {
        heartbeat.beat(heart);
    }

    /** Ends the wait for permits: requests that wait are not called any more, calls under way are finished. */
    void stopWaiting() {
        stage.stopWaiting();
        waiters.stopWaiting();
        files.stopWaiting();
    }

    List<Result> end() {
        return end.results();
    }

    private void callTogether(List<CallRequest> toCall, InFlightSlice requests) {
        // Closing waits for all of them, and interrupts them only if this thread is interrupted.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (CallRequest request : toCall) {
                Future<?> unused = threads.submit(() -> call(request, requests));
            }
        }
    }

    private void alreadyThere(CallRequest request, Result result, InFlightSlice requests, LongFunction<Result> whole) {
        arrivals.arrived();
        budget.expect(result);
        if (result.isAnswered()) {
            Result.Call call = result.call();
            refusals.first()
                    .answered(input.batch(), call == null ? input.slice().pool() : call.pool());
        }
        if (calls.isUnchecked(request, result)) {
            // A crash may have come between the answer and its check.
            finish(request, requests, () -> calls.again(request, whole.apply(result.line())));
        } else {
            end.add(result);
        }
    }

    private void call(CallRequest request, InFlightSlice requests) {
        // A request that waits for a permit of its stage does not hold up others at the rate limiter.
        arrivals.arrived();
        finish(request, requests, () -> calls.call(request));
    }

    private void finish(CallRequest request, InFlightSlice requests, Reporter call) {
        try {
            switch (call.report()) {
                case CallReport.Finished finished -> finish(request, finished, requests);
                case CallReport.TooLarge tooLarge ->
                    finish(request, journal.append(results.deadLetter(request, tooLarge.error())), requests);
                case CallReport.Unsendable unsendable ->
                    finish(request, journal.append(results.deadLetter(request, unsendable.error())), requests);
                case CallReport.Retry retry -> end.tryAgain(retry.decision());
                case CallReport.Held held ->
                    hold(held.decision().because(), held.decision().until());
                case CallReport.CutOff cutOff -> interrupted();
                case CallReport.NotCalled notCalled -> end.notCalled();
                case CallReport.Postponed postponed -> end.postponed(postponed.atLeast());
                case CallReport.Unaffordable unaffordable -> end.unaffordable();
                case CallReport.Unpriced unpriced ->
                    hold("the budget cannot be kept: the cost of the request on line %d has no upper bound"
                            .formatted(request.line().line()));
                case CallReport.BudgetUnavailable unavailable -> end.notCalled();
            }
        } catch (InterruptedException | CancellationException e) {
            interrupted();
        } catch (RuntimeException e) {
            failed(e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e);
        }
    }

    private void finish(CallRequest request, CallReport.Finished finished, InFlightSlice requests) {
        finished.durable().join();
        end.add(finished.result());
        requests.end(finished.result());
        // The cache comes last, when no other run waits for the result any more.
        cache.ifPresent(kept -> kept.keep(request.line(), finished.result()));
    }

    /** Makes a call, or finds out by other means how a request ended. */
    @FunctionalInterface
    private interface Reporter {
        CallReport report() throws InterruptedException;
    }

    private void interrupted() {
        Thread.currentThread().interrupt();
        end.notCalled();
    }

    private void failed(RuntimeException failure) {
        if (failure instanceof StoreUnavailableException || failure instanceof UncheckedIOException) {
            // Calling again would cost again, for a result that cannot be stored.
            hold(String.valueOf(failure.getMessage()));
        } else {
            end.failed(failure);
            stopWaiting();
        }
    }

    private void hold(String because) {
        hold(because, null);
    }

    private void hold(String because, @Nullable Instant until) {
        end.held(because, until);
        stopWaiting();
    }
}
