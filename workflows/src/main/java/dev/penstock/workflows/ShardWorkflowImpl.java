package dev.penstock.workflows;

import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.BudgetAsk;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.LlmActivity;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardProgress;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.ShardWorkflow;
import dev.penstock.contracts.Shortfall;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceInput;
import dev.penstock.contracts.Urgency;
import dev.penstock.workflows.budget.ShardBudget;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a shard's slices through a bounded window. */
public final class ShardWorkflowImpl implements ShardWorkflow {
    private final ShardInput shard;
    private final SortedMap<Integer, Slice> waiting = new TreeMap<>();
    private final Map<Integer, CancellationScope> running = new TreeMap<>();
    private final ShardBudget budget;
    private Receipt finished;
    private Urgency urgency;
    private boolean mayBeLogged;
    private boolean paused;
    private boolean stopped;
    private boolean alerted;
    private @Nullable RuntimeException broken;

    @WorkflowInit
    public ShardWorkflowImpl(ShardInput shard) {
        this.shard = shard;
        this.finished = shard.soFar();
        this.urgency = shard.urgency();
        this.mayBeLogged = shard.mayBeLogged();
        this.paused = shard.paused();
        this.budget = new ShardBudget(shard.shard(), shard.money());
    }

    @Override
    public ShardResult run(ShardInput input) {
        List<Slice> slices = Activities.plan("cut shard " + shard.shard()).slices(shard.batch(), shard.shard());
        slices.stream().filter(this::isLeft).forEach(slice -> waiting.put(slice.index(), slice));

        try {
            sendAll();
        } catch (CanceledFailure cancelled) {
            stopped = true;
        }
        // Calls under way finish and are kept, also when the shard is cancelled.
        Workflow.newDetachedCancellationScope(() -> Workflow.await(running::isEmpty))
                .run();
        if (broken != null) {
            throw broken;
        }
        return new ShardResult(finished, waiting.isEmpty(), null);
    }

    private void sendAll() {
        while (!stopped && !(waiting.isEmpty() && running.isEmpty())) {
            Workflow.await(() -> stopped || maySend() || hasToAsk() || (waiting.isEmpty() && running.isEmpty()));
            if (History.isLongEnough() && !waiting.isEmpty()) {
                continueAsNew();
            }
            if (maySend()) {
                send(Objects.requireNonNull(waiting.remove(waiting.firstKey())));
            } else if (hasToAsk()) {
                BudgetAsk ask = budget.ask(next(), waiting.values(), running.isEmpty());
                tellBatch(batch -> batch.askForBudget(ask));
            }
        }
    }

    private boolean maySend() {
        return mightSend() && budget.allows(next(), running.isEmpty());
    }

    private boolean hasToAsk() {
        return mightSend() && budget.hasToAsk(next(), running.isEmpty());
    }

    private boolean mightSend() {
        return !stopped && !paused && !waiting.isEmpty() && running.size() < shard.slicesInFlight();
    }

    private Slice next() {
        return waiting.firstEntry().getValue();
    }

    private void send(Slice slice) {
        LlmActivity llm = Activities.llm(
                slice.pool(),
                Priorities.of(urgency, shard.tenant(), shard.weight(), slice.tokens()),
                Summaries.of(slice));
        SliceInput input = new SliceInput(
                shard.batch(), shard.shard(), slice, shard.round(), mayBeLogged, urgency, budget.reserve(slice));
        CancellationScope scope = Workflow.newCancellationScope(
                () -> Async.function(llm::complete, input).handle((receipt, failure) -> {
                    ended(slice, receipt, failure);
                    return null;
                }));
        running.put(slice.index(), scope);
        scope.run();
    }

    private void ended(Slice slice, @Nullable Receipt receipt, @Nullable RuntimeException failure) {
        running.remove(slice.index());
        if (receipt != null) {
            finished = finished.plus(receipt);
            budget.spent(slice, receipt.cost().atMostNanoUsd());
            heedDeadLetters();
            return;
        }
        waiting.put(slice.index(), slice);
        mayBeLogged = true;
        if (failure == null || Failed.byCancellation(failure)) {
            return;
        }
        Optional<Shortfall> shortfall = Unaffordable.shortfall(failure);
        if (shortfall.isPresent()) {
            budget.fellShort(slice, shortfall.get());
            return;
        }
        Hold.reason(failure)
                .ifPresentOrElse(
                        reason -> {
                            pause();
                            tellBatch(batch -> batch.hold(reason));
                        },
                        () -> {
                            broken = failure;
                            stop();
                        });
    }

    private void heedDeadLetters() {
        if (finished.counts().failed() > 0 && shard.failure() == FailurePolicy.FAIL_FAST) {
            stop();
        }
        if (Alarm.isDue(finished.counts(), shard.alertErrorRate()) && !alerted) {
            alerted = true;
            String message = "%d of %d requests of shard %d failed"
                    .formatted(finished.counts().failed(), finished.counts().done(), shard.shard());
            tellBatch(batch -> batch.alert(message));
        }
    }

    @Override
    public void pause() {
        paused = true;
        cancelRunning();
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void setPriority(Urgency priority) {
        if (priority != urgency) {
            urgency = priority;
            cancelRunning();
        }
    }

    @Override
    public void grant(long nanoUsd) {
        budget.granted(nanoUsd);
    }

    @Override
    public void limit() {
        budget.limit(finished.cost().atMostNanoUsd());
        cancelRunning();
    }

    @Override
    public ShardProgress progress() {
        return new ShardProgress(shard.shard(), finished, waiting.size() + running.size(), null);
    }

    private void stop() {
        stopped = true;
        cancelRunning();
    }

    /** Queued slices come back at once, called ones when their calls have ended. */
    private void cancelRunning() {
        List.copyOf(running.values()).forEach(CancellationScope::cancel);
    }

    private void tellBatch(Consumer<BatchWorkflow> message) {
        Shards.tellBatch(shard.batch(), message);
    }

    private void continueAsNew() {
        Workflow.await(running::isEmpty);
        if (waiting.isEmpty() || stopped) {
            return;
        }
        History.awaitHandlers();
        Workflow.continueAsNew(new ShardInput(
                shard.batch(),
                shard.shard(),
                shard.round(),
                mayBeLogged,
                paused,
                shard.failure(),
                urgency,
                shard.tenant(),
                shard.weight(),
                shard.alertErrorRate(),
                shard.slicesInFlight(),
                finished,
                ShardSet.of(waiting.keySet().stream().mapToInt(Integer::intValue)),
                budget.money()));
    }

    private boolean isLeft(Slice slice) {
        return shard.slicesLeft() == null || shard.slicesLeft().contains(slice.index());
    }

    private record Running(Slice slice, CancellationScope scope) {}
}
