package dev.penstock.workflows;

import dev.penstock.contracts.LlmActivity;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardProgress;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.ShardWorkflow;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceInput;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.limits.budget.ShardBorrower;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends a shard's slices through a bounded window. */
public final class ShardWorkflowImpl implements ShardWorkflow {
    private final ShardInput shard;
    private final SortedMap<Integer, Slice> waiting = new TreeMap<>();
    private final ShardCourse course;
    private final ShardBorrower budget;
    private Receipt finished;

    @WorkflowInit
    public ShardWorkflowImpl(ShardInput shard) {
        this.shard = shard;
        this.finished = shard.soFar();
        this.course = new ShardCourse(shard);
        this.budget = new ShardBorrower(shard.shard(), shard.money());
    }

    @Override
    public ShardResult run(ShardInput input) {
        List<Slice> slices = Activities.plan("cut shard " + shard.shard()).slices(shard.batch(), shard.shard());
        slices.stream().filter(this::isLeft).forEach(slice -> waiting.put(slice.index(), slice));
        if (CutOff.mayBeIn(shard)) {
            budget.awaitCount();
        }

        course.seeThrough(this::sendAll, course::isIdle);
        return new ShardResult(finished, waiting.isEmpty(), null);
    }

    private void sendAll() {
        while (!course.isStopped() && !isDone()) {
            Workflow.await(() -> course.isStopped() || maySend() || hasToAsk() || hasToCount() || isDone());
            if (History.isLongEnough() && !waiting.isEmpty() && !budget.isUncounted()) {
                continueAsNew();
            }
            if (hasToCount()) {
                Map<Integer, NanoUsd> spent = new TreeMap<>(CutOff.of(shard));
                spent.keySet().retainAll(waiting.keySet());
                budget.counted(spent);
            } else if (maySend()) {
                send(Objects.requireNonNull(waiting.remove(waiting.firstKey())));
            } else if (hasToAsk()) {
                LeaseRequest request = budget.ask(next(), waiting.values(), course.isIdle());
                course.tellBatch(batch -> batch.requestLease(request));
            }
        }
    }

    private boolean maySend() {
        return mightSend() && budget.allows(next(), course.isIdle());
    }

    private boolean hasToAsk() {
        return mightSend() && budget.hasToAsk(next(), course.isIdle());
    }

    private boolean hasToCount() {
        return budget.isUncounted() && !course.isStopped() && course.isIdle() && !waiting.isEmpty();
    }

    private boolean mightSend() {
        return !course.isStopped()
                && !course.isPaused()
                && !waiting.isEmpty()
                && course.slicesUnderWay() < shard.slicesInFlight();
    }

    private boolean isDone() {
        return waiting.isEmpty() && course.isIdle();
    }

    private Slice next() {
        return waiting.firstEntry().getValue();
    }

    private void send(Slice slice) {
        LlmActivity llm = Activities.llm(
                slice.pool(),
                Priorities.of(course.urgency(), shard.tenant(), shard.weight(), slice.tokens()),
                Summaries.of(slice));
        SliceInput input = new SliceInput(
                shard.batch(),
                shard.shard(),
                slice,
                shard.round(),
                course.mayBeLogged(),
                course.urgency(),
                budget.reserve(slice).orNull(),
                shard.cache());
        CancellationScope scope = Workflow.newCancellationScope(
                () -> Async.function(llm::complete, input).handle((receipt, failure) -> {
                    ended(slice, receipt, failure);
                    return null;
                }));
        course.begun(slice.index(), scope);
    }

    private void ended(Slice slice, @Nullable Receipt receipt, @Nullable RuntimeException failure) {
        course.ended(slice.index());
        if (receipt != null) {
            finished = finished.plus(receipt);
            budget.spent(slice, NanoUsd.of(receipt.cost().atMostNanoUsd()));
            course.heedDeadLetters(finished, finished);
            return;
        }
        waiting.put(slice.index(), slice);
        if (course.cameBack(failure)) {
            RuntimeException trouble = Objects.requireNonNull(failure);
            Unaffordable.shortfall(trouble)
                    .ifPresentOrElse(missing -> budget.fellShort(slice, missing), () -> course.trouble(trouble));
        }
    }

    @Override
    public void pause() {
        course.pause();
    }

    @Override
    public void resume() {
        course.resume();
    }

    @Override
    public void setPriority(Urgency priority) {
        course.setPriority(priority);
    }

    @Override
    public void leaseGranted(LeaseGrant grant) {
        budget.hear(grant, NanoUsd.of(finished.cost().atMostNanoUsd()));
        if (grant.type() == LeaseGrant.Type.RECALLED) {
            course.takeBack();
        }
    }

    @Override
    public ShardProgress progress() {
        return new ShardProgress(shard.shard(), finished, waiting.size() + course.slicesUnderWay(), null);
    }

    private void continueAsNew() {
        Workflow.await(course::isIdle);
        course.awaitToldBatch();
        if (waiting.isEmpty() || course.isStopped()) {
            return;
        }
        History.awaitHandlers();
        ShardSet left = ShardSet.of(waiting.keySet().stream().mapToInt(Integer::intValue));
        Workflow.continueAsNew(Shards.continued(shard, course, finished, left, budget.money()));
    }

    private boolean isLeft(Slice slice) {
        return shard.slicesLeft() == null || shard.slicesLeft().contains(slice.index());
    }
}
