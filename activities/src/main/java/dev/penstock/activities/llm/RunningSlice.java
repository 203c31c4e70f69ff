package dev.penstock.activities.llm;

import dev.penstock.activities.budget.SliceBudget;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.places.Party;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.SliceInput;
import dev.penstock.limits.rate.Visitors;
import dev.penstock.limits.traffic.Arrivals;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.StoreFullException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One slice under way: all its requests at once, each as far as it gets. */
final class RunningSlice {
    private static final Logger log = LoggerFactory.getLogger(RunningSlice.class);

    private final Visitors visitors;
    private final AffordableRun requests;
    private final ReusingRun calls;
    private final SliceInput input;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final SliceEnd end;
    private final Arrivals.Group arrivals;
    private final Party party;

    RunningSlice(
            SliceInput input,
            Pool pool,
            ResultLog resultLog,
            Prices prices,
            @Nullable AnswerCache cache,
            int size,
            Drain drain,
            Arrivals.Group arrivals,
            Party party) {
        this.input = input;
        this.arrivals = arrivals;
        this.party = party;
        visitors = pool.gate().visitors();
        SliceBudget budget = new SliceBudget(input.mayCost());
        requests = new AffordableRun(
                new RequestRun(input, pool, resultLog, prices, visitors, inFlight), budget, new WorstCase(prices));
        calls = new ReusingRun(requests, cache, input, resultLog, pool);
        end = new SliceEnd(size, pool.gate(), budget);
        if (drain.hasBegun()) {
            giveUpWaiting();
        }
    }

    void callAll(Claims claims, ShardLog logged) {
        List<RequestLine> toCall = new ArrayList<>();
        for (RequestLine request : claims.ours()) {
            Optional<Result> known = logged.find(request.line(), input.round());
            known.ifPresentOrElse(this::alreadyThere, () -> {
                requests.expect(request, logged.calls(request.line()));
                toCall.add(request);
            });
        }
        party.expect(toCall.size());
        if (toCall.size() == 1) {
            call(toCall.getFirst(), logged, claims);
        } else if (!toCall.isEmpty()) {
            callTogether(toCall, logged, claims);
        }
        for (CompletableFuture<Optional<Result>> other : claims.others()) {
            // Without a result it is looked for in the log, or called, by the next attempt.
            other.join().ifPresentOrElse(end::add, end::notCalled);
        }
    }

    void beat(Consumer<SliceBeat> heart) {
        try {
            heart.accept(new SliceBeat(end.done(), end.left() - inFlight.get(), inFlight.get()));
        } catch (ActivityWorkerShutdownException e) {
            giveUpWaiting();
        } catch (ActivityCompletionException e) {
            end.cancelled(e);
            giveUpWaiting();
        } catch (RuntimeException e) {
            log.debug("A heartbeat of batch {} got lost", input.batch(), e);
        }
    }

    /** What waits for a place or at the gate is not called any more; what runs is finished. */
    void giveUpWaiting() {
        party.giveUp();
        visitors.leave();
    }

    List<Result> end() {
        return end.results();
    }

    private void callTogether(List<RequestLine> toCall, ShardLog logged, Claims claims) {
        // Closing waits for all of them, and interrupts them only if this thread is.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (RequestLine request : toCall) {
                Future<?> unused = threads.submit(() -> call(request, logged, claims));
            }
        }
    }

    private void alreadyThere(Result result) {
        arrivals.arrived();
        requests.expect(result);
        end.add(result);
    }

    private void call(RequestLine request, ShardLog logged, Claims claims) {
        try {
            switch (inAPlace(request, logged)) {
                case RequestRun.Ended.With with -> {
                    with.durable().join();
                    end.add(with.result());
                    claims.end(with.result());
                    calls.keep(request, with.result());
                }
                case RequestRun.Ended.TryAgain again -> end.tryAgain(again.again());
                case RequestRun.Ended.Held held -> hold(held.because());
                case RequestRun.Ended.NotCalled notCalled -> end.notCalled();
                case RequestRun.Ended.Unaffordable unaffordable -> end.unaffordable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.notCalled();
        } catch (RuntimeException e) {
            failed(e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e);
        }
    }

    private RequestRun.Ended inAPlace(RequestLine request, ShardLog logged) throws InterruptedException {
        // What waits for a place doesn't hold up others at the gate.
        arrivals.arrived();
        if (!party.enter()) {
            return new RequestRun.Ended.NotCalled();
        }
        try {
            return calls.run(request, logged.calls(request.line()));
        } finally {
            party.leave();
        }
    }

    private void failed(RuntimeException failure) {
        if (failure instanceof StoreFullException || failure instanceof UncheckedIOException) {
            // Calling again would pay again for what cannot be kept.
            hold(String.valueOf(failure.getMessage()));
        } else {
            end.failed(failure);
            giveUpWaiting();
        }
    }

    private void hold(String because) {
        end.held(because);
        giveUpWaiting();
    }
}
