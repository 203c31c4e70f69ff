package dev.penstock.workflows.shard;

import dev.penstock.contracts.Counts;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.TimedHold;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.workflows.ActivityFailures;
import dev.penstock.workflows.BatchSignals;
import dev.penstock.workflows.ErrorRateAlert;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lifecycle of a shard: its urgency, whether it is paused, stopped or failed, and its signals to the batch. */
final class ShardLifecycle {
    private final ShardInput shard;
    private final BatchSignals signals;
    private final Map<Integer, CancellationScope> running = new TreeMap<>();
    private Urgency urgency;
    private boolean mayBeLogged;
    private boolean paused;
    private boolean stopped;
    private boolean alerted;
    private @Nullable RuntimeException broken;

    ShardLifecycle(ShardInput shard) {
        this.shard = shard;
        this.signals = new BatchSignals(shard.batch());
        this.urgency = shard.from().urgency();
        this.mayBeLogged = shard.from().mayBeLogged();
        this.paused = shard.from().paused();
    }

    /**
     * Sends slices until all have ended, or the shard is stopped or cancelled; calls under way finish and are kept.
     *
     * @param isIdle whether no call is under way
     */
    void runUntilStopped(Runnable sending, Supplier<Boolean> isIdle) {
        try {
            sending.run();
        } catch (CanceledFailure cancelled) {
            stopped = true;
        }
        Workflow.newDetachedCancellationScope(() -> Workflow.await(isIdle)).run();
        if (broken != null) {
            throw broken;
        }
    }

    /** Tries an activity again each time the batch is resumed after a person has fixed the failure. */
    <T> T retryWhenResumed(Supplier<T> activity) {
        return ActivityFailures.retryWhenMended(activity, reason -> {
            hold(reason, Optional.empty());
            Workflow.await(() -> !paused);
        });
    }

    void begun(int slice, CancellationScope scope) {
        running.put(slice, scope);
        scope.run();
    }

    void ended(int slice) {
        running.remove(slice);
    }

    /**
     * Notes that a slice ended without its results.
     *
     * @return whether the slice failed; otherwise it was taken back from the queue
     */
    boolean returned(@Nullable RuntimeException failure) {
        mayBeLogged = true;
        return failure != null && !ActivityFailures.isByCancellation(failure);
    }

    /** Pauses the shard when a person can fix the failure, and stops it otherwise. */
    void holdOrStop(RuntimeException failure) {
        ActivityFailures.holdReason(failure)
                .ifPresentOrElse(reason -> hold(reason, ActivityFailures.heldUntil(failure)), () -> {
                    broken = failure;
                    stop();
                });
    }

    private void hold(String reason, Optional<Instant> until) {
        // One signal is enough: further ones would still arrive after the batch was resumed, and hold it again.
        if (!paused) {
            pause();
            signalBatch(batch -> until.ifPresentOrElse(
                    time -> batch.holdUntil(new TimedHold(reason, time)), () -> batch.hold(reason)));
        }
    }

    /**
     * Stops a batch that fails fast at a dead letter, and raises the alert when too many requests have failed.
     *
     * @param counted the receipt in which a dead letter stops a batch that fails fast
     */
    void checkDeadLetters(Receipt counted, Receipt finished) {
        if (counted.counts().failed() > 0 && shard.terms().failure() == FailurePolicy.FAIL_FAST) {
            stop();
        }
        Counts counts = finished.counts();
        if (ErrorRateAlert.isDue(counts, shard.terms().alertErrorRate()) && !alerted) {
            alerted = true;
            String message =
                    "%d of %d requests of shard %d failed".formatted(counts.failed(), counts.done(), shard.shard());
            signalBatch(batch -> batch.alert(message));
        }
    }

    void pause() {
        paused = true;
        recallSlices();
    }

    void resume() {
        paused = false;
    }

    void setPriority(Urgency priority) {
        if (priority != urgency) {
            urgency = priority;
            recallSlices();
        }
    }

    /** Takes all slices back from the queue: waiting ones at once, others when their calls have ended. */
    void recallSlices() {
        List.copyOf(running.values()).forEach(CancellationScope::cancel);
    }

    void signalBatch(Consumer<BatchWorkflow> signal) {
        signals.send(signal);
    }

    /** Waits until the batch has received all signals, before the shard continues as new. */
    void awaitSignalsDelivered() {
        Workflow.await(signals::areDelivered);
    }

    Urgency urgency() {
        return urgency;
    }

    boolean mayBeLogged() {
        return mayBeLogged;
    }

    boolean isPaused() {
        return paused;
    }

    boolean isStopped() {
        return stopped;
    }

    private void stop() {
        stopped = true;
        recallSlices();
    }
}
