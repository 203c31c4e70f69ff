package dev.penstock.workflows.batch;

import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.batch.TimedHold;
import dev.penstock.contracts.shard.ShardWorkflow;
import dev.penstock.workflows.ActivityFailures;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lifecycle of a batch: paused, held, alerted, or stopped early; its changes are signalled to the running shards. */
final class BatchLifecycle {
    private final ProgressTracker progress;
    private final PauseState pauseState;
    private final RunningShards running;
    private final Runnable changed;
    private @Nullable CancellationScope sending;
    private @Nullable BatchEnding ending;
    private boolean closed;

    BatchLifecycle(ProgressTracker progress, RunningShards running, Runnable changed) {
        this.progress = progress;
        this.pauseState = progress.pauseState();
        this.running = running;
        this.changed = changed;
    }

    /** Runs the work until it is done, or the batch is stopped or cancelled. */
    void runUntilStopped(Runnable work) {
        CancellationScope scope = Workflow.newCancellationScope(work);
        sending = scope;
        try {
            scope.run();
        } catch (CanceledFailure | ActivityFailure failure) {
            CanceledFailure cancelled = ActivityFailures.cancellation(failure).orElseThrow(() -> failure);
            if (ending == null) {
                ending = BatchEnding.cancelled(cancelled);
            }
        }
        // By now, running shards are cancelled too; their finished results are kept.
        Workflow.newDetachedCancellationScope(() -> Workflow.await(running::isEmpty))
                .run();
    }

    void expireAt(String deadline) {
        Instant end = Deadline.parse(deadline, progress.started());
        Duration left = Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), end);
        Workflow.newTimer(left.isNegative() ? Duration.ZERO : left).thenApply(due -> {
            stop(BatchEnding.expired(end));
            return null;
        });
    }

    void stop(BatchEnding how) {
        if (ending == null && !closed) {
            ending = how;
            if (sending != null) {
                sending.cancel(how.reason());
            }
        }
    }

    boolean isStopped() {
        return ending != null;
    }

    /**
     * Closes the batch, so that nothing can stop it any more.
     *
     * @return how the batch was stopped; null = it was not
     */
    @Nullable
    BatchEnding close() {
        closed = true;
        return ending;
    }

    boolean isClosed() {
        return closed;
    }

    void pause(String reason) {
        pauseState.pauseByHand(reason);
        pauseShards();
    }

    /** Pauses the batch until a person acts. */
    void hold(String reason) {
        if (!pauseState.isPaused()) {
            pauseState.hold(reason);
            pauseShards();
        }
    }

    /**
     * Pauses the batch until a time, unless a person acts before.
     *
     * @param resume continues the batch
     */
    void holdUntil(TimedHold hold, Runnable resume) {
        if (!pauseState.isPaused()) {
            pauseState.holdUntil(hold);
            pauseShards();
            resumeInTime(resume);
        }
    }

    /** Continues the batch when the time has come until which it is held, also where an earlier run held it. */
    void resumeInTime(Runnable resume) {
        Instant until = pauseState.heldUntil();
        if (until == null) {
            return;
        }
        Promise<Void> unused = Async.procedure(() -> {
            Duration left = Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), until);
            boolean isOver = Workflow.await(
                    left.isPositive() ? left : Duration.ofMillis(1), () -> !until.equals(pauseState.heldUntil()));
            if (!isOver && !closed) {
                resume.run();
            }
        });
    }

    /** Pauses the batch until there is more money to spend. */
    void holdForMoney(String reason) {
        pauseState.holdForMoney(reason);
        pauseShards();
    }

    private void pauseShards() {
        running.signalAll(ShardWorkflow::pause);
        changed.run();
    }

    void resume() {
        pauseState.resume();
        running.signalAll(ShardWorkflow::resume);
    }

    boolean isPaused() {
        return pauseState.isPaused();
    }

    boolean isHeldForMoney() {
        return pauseState.isHeldForMoney();
    }

    void alert(String message) {
        if (pauseState.alert(message) && progress.spec().pauseOnAlert()) {
            hold("alert: " + message);
        }
        changed.run();
    }

    /** Tries an activity again each time the batch is resumed after a person has fixed the failure, such as a full disk. */
    <T> T retryWhenResumed(Supplier<T> activity) {
        return ActivityFailures.retryWhenMended(activity, reason -> {
            hold(reason);
            Workflow.await(() -> !isPaused());
        });
    }
}
