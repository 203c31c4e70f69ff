package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.batch.BatchAttributes;
import dev.penstock.contracts.batch.BatchCheckpoint;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.pipeline.ReduceLevel;
import dev.penstock.contracts.shard.ShardCheckpoint;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.contracts.shard.ShardMoney;
import dev.penstock.contracts.shard.ShardResult;
import dev.penstock.contracts.shard.ShardWorkflow;
import dev.penstock.contracts.shard.WorkTerms;
import dev.penstock.workflows.ActivityFailures;
import dev.penstock.workflows.ActivityStubs;
import dev.penstock.workflows.ErrorRateAlert;
import dev.penstock.workflows.HistoryLimits;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts a batch's shards, just enough at once to keep its pools busy, and acts on the end of each shard. */
final class ShardDispatcher {
    private final BatchId id;
    private final ProgressTracker progress;
    private final RunningShards running;
    private final BatchLifecycle lifecycle;
    private final BatchMoney money;
    private final Runnable changed;

    ShardDispatcher(
            BatchId id,
            ProgressTracker progress,
            RunningShards running,
            BatchLifecycle lifecycle,
            BatchMoney money,
            Runnable changed) {
        this.id = id;
        this.progress = progress;
        this.running = running;
        this.lifecycle = lifecycle;
        this.money = money;
        this.changed = changed;
    }

    /** Runs all shards; returns when they have ended, or the batch is stopped. */
    void runAll(Plan plan) {
        run(plan, ShardGroup.ofBatch(plan, progress.spec(), progress.unfinished()));
        reduce(plan);
    }

    private void run(Plan plan, ShardGroup group) {
        for (int shard : group.shards().stream().toArray()) {
            Workflow.await(
                    () -> lifecycle.isStopped() || (!lifecycle.isPaused() && running.size() < plan.shardsInFlight()));
            if (lifecycle.isStopped()) {
                return;
            }
            if (HistoryLimits.isLongEnough()) {
                continueAsNew(plan);
            }
            if (!lifecycle.isStopped()) {
                start(plan, group, shard);
            }
        }
        Workflow.await(() -> lifecycle.isStopped() || running.isEmpty());
    }

    /** Reduces the answers level by level until one remains; the store knows which level is next. */
    private void reduce(Plan plan) {
        while (plan.reduce() != null
                && !lifecycle.isStopped()
                && progress.unfinished().size() == 0) {
            ReduceLevel level = lifecycle.retryWhenResumed(() -> ActivityStubs.reduce(progress.store())
                    .next(id, progress.spec().round()));
            progress.level(level);
            if (progress.unfinished().size() == 0) {
                return;
            }
            run(plan, ShardGroup.ofLevel(plan, level));
        }
    }

    private void start(Plan plan, ShardGroup group, int shard) {
        BatchSpec spec = progress.spec();
        NanoUsd spent = money.started(shard);
        ShardInput input = new ShardInput(
                id,
                shard,
                WorkTerms.of(spec),
                group.begin(shard),
                ShardCheckpoint.start(
                        spec.priority(), plan.resumed(), money.isLimited() ? ShardMoney.of(spent) : null));
        running.start(
                input,
                group.summary(shard),
                (ended, result, failure) -> ended(group, ended, result, failure),
                () -> signalWhatItMissed(input));
        changed.run();
    }

    /** Repeats signals that were sent before the child had started and did not reach it. */
    private void signalWhatItMissed(ShardInput input) {
        if (lifecycle.isPaused()) {
            running.signal(input.shard(), ShardWorkflow::pause);
        }
        if (money.isLimited() && input.from().money() == null) {
            money.recall(input.shard());
        }
        if (progress.spec().priority() != input.from().urgency()) {
            running.signal(
                    input.shard(), shard -> shard.setPriority(progress.spec().priority()));
        }
    }

    private void ended(ShardGroup group, int shard, @Nullable ShardResult result, @Nullable RuntimeException failure) {
        group.end(shard)
                .forEach((other, limits) ->
                        running.signal(other, each -> each.setLimits(new ArrayList<@Nullable Integer>(limits))));
        if (result != null) {
            progress.ended(shard, result);
            money.ended(shard, result.receipt().cost().atMost(), result.whole());
            checkDeadLetters(shard, result);
        } else if (failure != null && !ActivityFailures.isCancelled(failure)) {
            lifecycle.stop(BatchEnding.broken(shard, failure));
        }
        money.lend();
        changed.run();
    }

    private void checkDeadLetters(int shard, ShardResult result) {
        BatchSpec spec = progress.spec();
        Counts counts = progress.finished().counts();
        if (result.receipt().counts().failed() > 0 && spec.failure() == FailurePolicy.FAIL_FAST) {
            lifecycle.stop(BatchEnding.failFast(shard));
        }
        if (ErrorRateAlert.isDue(counts, spec.alertErrorRate())) {
            lifecycle.alert("%,d of %,d requests failed".formatted(counts.failed(), counts.done()));
        }
    }

    private void continueAsNew(Plan plan) {
        Workflow.await(running::isEmpty);
        if (lifecycle.isStopped()) {
            return;
        }
        money.leave();
        HistoryLimits.awaitHandlers();
        Workflow.continueAsNew(
                ContinueAsNewOptions.newBuilder().setMemo(memo(plan)).build(), progress.spec());
    }

    private Map<String, Object> memo(Plan plan) {
        Map<String, Object> memo = new HashMap<>();
        memo.put(BatchCheckpoint.MEMO, progress.carried(plan.drawingOn(money.budgets())));
        Optional.ofNullable(progress.store()).ifPresent(store -> memo.put(BatchAttributes.STORE, store));
        return memo;
    }
}
