package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.Carried;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardWorkflow;
import dev.penstock.contracts.stage.ReduceLevel;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a batch's shards, no more at once than keep its pools busy, and heeds how each ended. */
final class ShardWindow {
    private final BatchId id;
    private final Headway headway;
    private final Fleet running;
    private final StagedShards staged;
    private final BatchCourse course;
    private final BatchMoney money;
    private final Runnable changed;

    ShardWindow(BatchId id, Headway headway, Fleet running, BatchCourse course, BatchMoney money, Runnable changed) {
        this.id = id;
        this.headway = headway;
        this.running = running;
        this.staged = new StagedShards(running);
        this.course = course;
        this.money = money;
        this.changed = changed;
    }

    /** Comes back when all have ended, or the batch is stopped. */
    void sendAll(Plan plan) {
        sendLeft(plan);
        reduce(plan);
    }

    private void sendLeft(Plan plan) {
        for (int shard : headway.unfinished().stream().toArray()) {
            Workflow.await(() -> course.isStopped() || (!course.isPaused() && running.size() < plan.shardsInFlight()));
            if (course.isStopped()) {
                return;
            }
            if (History.isLongEnough()) {
                continueAsNew(plan);
            }
            if (!course.isStopped()) {
                send(plan, shard);
            }
        }
        Workflow.await(() -> course.isStopped() || running.isEmpty());
    }

    /** Level by level, until one answer remains; the store knows how far it is. */
    private void reduce(Plan plan) {
        while (plan.reduce() != null
                && !course.isStopped()
                && headway.unfinished().size() == 0) {
            ReduceLevel level = course.onceItCan(
                    () -> Activities.reduce().next(id, headway.spec().round()));
            staged.level(level);
            headway.level(level);
            if (headway.unfinished().size() == 0) {
                return;
            }
            sendLeft(plan);
        }
    }

    private void send(Plan plan, int shard) {
        BatchSpec spec = headway.spec();
        ShardInput input = Shards.input(id, spec, shard, plan.resumed(), money.started(shard), money.isLimited());
        if (plan.stages() == null) {
            running.start(
                    Shards.child(id, spec, shard, plan.requests()), input, this::ended, () -> tellWhatItMissed(input));
        } else {
            staged.start(plan, spec, input, headway.unfinished(), this::ended, () -> tellWhatItMissed(input));
        }
        changed.run();
    }

    /** What was said before the child had started did not reach it. */
    private void tellWhatItMissed(ShardInput input) {
        if (course.isPaused()) {
            running.tell(input.shard(), ShardWorkflow::pause);
        }
        if (money.isLimited() && input.money() == null) {
            money.recall(input.shard());
        }
        if (headway.spec().priority() != input.urgency()) {
            running.tell(
                    input.shard(), shard -> shard.setPriority(headway.spec().priority()));
        }
    }

    private void ended(int shard, @Nullable ShardResult result, @Nullable RuntimeException failure) {
        if (result != null) {
            headway.ended(shard, result);
            money.ended(shard, NanoUsd.of(result.receipt().cost().atMostNanoUsd()), result.whole());
            heedDeadLetters(shard, result);
        } else if (failure != null && !Cancelled.is(failure)) {
            course.stop(Ending.broken(shard, failure));
        }
        money.lend();
        changed.run();
    }

    private void heedDeadLetters(int shard, ShardResult result) {
        BatchSpec spec = headway.spec();
        Counts counts = headway.finished().counts();
        if (result.receipt().counts().failed() > 0 && spec.failure() == FailurePolicy.FAIL_FAST) {
            course.stop(Ending.failFast(shard));
        }
        if (Alarm.isDue(counts, spec.alertErrorRate())) {
            course.alert("%,d of %,d requests failed".formatted(counts.failed(), counts.done()));
        }
    }

    private void continueAsNew(Plan plan) {
        Workflow.await(running::isEmpty);
        if (course.isStopped()) {
            return;
        }
        money.leave();
        History.awaitHandlers();
        Workflow.continueAsNew(
                ContinueAsNewOptions.newBuilder()
                        .setMemo(Map.of(Carried.MEMO, headway.carried(plan.drawingOn(money.budgets()))))
                        .build(),
                headway.spec());
    }
}
