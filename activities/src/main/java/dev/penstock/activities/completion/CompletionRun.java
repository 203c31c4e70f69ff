package dev.penstock.activities.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.Spending;
import dev.penstock.activities.call.CallLayer;
import dev.penstock.activities.call.CallReport;
import dev.penstock.activities.call.CallRequest;
import dev.penstock.activities.call.CallStack;
import dev.penstock.activities.call.RetryRule;
import dev.penstock.activities.call.TryAgain;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.providers.JsonText;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Runs single completions, which go before all batches, until they are answered, refused or given up. */
public final class CompletionRun {
    /** The largest answer returned through Temporal, in characters; larger answers go only to a caller in this process. */
    private static final int LARGEST_KEPT = 500_000;

    private final PoolRegistry pools;
    private final CompletionCosts costs;
    private final LiveCalls calls;
    private final PeriodicTasks pulse;
    private final WorkerDrain drain;
    private final Spending spending;

    public CompletionRun(
            PoolRegistry pools,
            CompletionCosts costs,
            LiveCalls calls,
            PeriodicTasks pulse,
            WorkerDrain drain,
            Spending spending) {
        this.spending = spending;
        this.pools = pools;
        this.costs = costs;
        this.calls = calls;
        this.pulse = pulse;
        this.drain = drain;
    }

    /**
     * Makes one attempt.
     *
     * @param number number of the attempt, from 1
     * @param age how long ago the completion was submitted
     * @param heart called every second; throws when the completion is no longer wanted
     * @throws ApplicationFailure {@code TryAgain} if there is time for another attempt
     */
    public CompletionResult run(CompletionRequest request, int number, Duration age, Runnable heart) {
        LiveCall live = calls.find(request.stream()).orElse(null);
        if (live == null && request.isAwaited() && calls.concerns(request)) {
            return LiveCall.left();
        }
        ObjectNode body = JsonText.MAPPER.valueToTree(request.body());
        CompletionAttempt attempt = new CompletionAttempt(request, body, number, left(request, age), live);
        CompletionResult result = live == null ? runTask(attempt, heart) : live.make(() -> runTask(attempt, heart));
        return result.body().length() > LARGEST_KEPT ? result.withoutBody() : result;
    }

    /**
     * Makes one attempt at a completion that came to this process without a task of a queue.
     *
     * @param body the body for the provider
     * @throws ApplicationFailure {@code TryAgain} if there is time for another attempt
     */
    CompletionResult runDirectly(CompletionRequest request, ObjectNode body, int number, LiveCall live) {
        CompletionAttempt attempt = new CompletionAttempt(request, body, number, left(request, live.age()), live);
        return live.make(() -> run(attempt, () -> {}, () -> {}));
    }

    private static Duration left(CompletionRequest request, Duration age) {
        Duration left = request.giveUpAfter().minus(age);
        return left.compareTo(RetryRule.MIN_DELAY) > 0 ? left : RetryRule.MIN_DELAY;
    }

    private CompletionResult runTask(CompletionAttempt attempt, Runnable heart) {
        try (TasksInTransit.Requests task = route(attempt).tasksInTransit().taskBegins(1)) {
            return run(attempt, heart, task::arrived);
        }
    }

    /**
     * @param onArrival to be run when the request reaches the rate limiter
     */
    private CompletionResult run(CompletionAttempt attempt, Runnable heart, Runnable onArrival) {
        Route route = route(attempt);
        CompletionWait wait = new CompletionWait(attempt, route, drain);
        CallReport report = call(attempt, route, wait, heart, onArrival);
        return new CompletionAnswers(attempt, route, wait).of(report);
    }

    private Route route(CompletionAttempt attempt) {
        String name = attempt.request().pool();
        return pools.findRoute(name).orElseGet(() -> Route.of(pools.get(name)));
    }

    private CallReport call(
            CompletionAttempt attempt, Route route, CompletionWait wait, Runnable heart, Runnable onArrival) {
        try (WorkerDrain.Registration beats = pulse.every(() -> wait.beat(heart));
                WorkerDrain.Registration draining = drain.onBegin(wait::stop);
                WorkerDrain.Registration deadline = pulse.after(attempt.left(), wait::stop)) {
            wait.check();
            onArrival.run();
            return stack(attempt, route, wait)
                    .call(CallRequest.single(attempt.request().pathOrChat(), attempt.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TryAgain.after(RetryRule.MIN_DELAY, "this worker is stopping");
        }
    }

    private CallLayer stack(CompletionAttempt attempt, Route route, CompletionWait wait) {
        CompletionRequest request = attempt.request();
        return new CallStack(attempt.asking(route), pool -> costs.results(pool, route), wait.waiters())
                .ofCompletion(
                        new CompletionBudget(spending, request, call -> costs.atMost(route, call)),
                        pool -> costs.ledger(pool, route, request.tenant(), attempt.number()),
                        attempt::isUnwanted,
                        attempt.number() > 1);
    }
}
