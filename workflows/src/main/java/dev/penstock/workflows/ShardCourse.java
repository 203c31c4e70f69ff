package dev.penstock.workflows;

import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.Urgency;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a shard goes, whatever it sends: paused, stopped, broken; how urgent; and what its batch hears of it. */
final class ShardCourse {
    private final ShardInput shard;
    private final Map<Integer, CancellationScope> running = new TreeMap<>();
    private Urgency urgency;
    private boolean mayBeLogged;
    private boolean paused;
    private boolean stopped;
    private boolean alerted;
    private int untold;
    private @Nullable RuntimeException broken;

    ShardCourse(ShardInput shard) {
        this.shard = shard;
        this.urgency = shard.urgency();
        this.mayBeLogged = shard.mayBeLogged();
        this.paused = shard.paused();
    }

    /**
     * Sends, also when the shard is cancelled: calls under way finish and are kept.
     *
     * @param isIdle whether nothing is under way
     */
    void seeThrough(Runnable sending, Supplier<Boolean> isIdle) {
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

    void begun(int slice, CancellationScope scope) {
        running.put(slice, scope);
        scope.run();
    }

    void ended(int slice) {
        running.remove(slice);
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    int slicesUnderWay() {
        return running.size();
    }

    /**
     * A slice ended without its results.
     *
     * @return whether something is wrong; otherwise it was taken back
     */
    boolean cameBack(@Nullable RuntimeException failure) {
        mayBeLogged = true;
        return failure != null && !Failed.byCancellation(failure);
    }

    /** Waits for a person, or gives up. */
    void trouble(RuntimeException failure) {
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

    /**
     * @param counted in which a dead letter stops a batch that is to fail fast
     */
    void heedDeadLetters(Receipt counted, Receipt finished) {
        if (counted.counts().failed() > 0 && shard.failure() == FailurePolicy.FAIL_FAST) {
            stop();
        }
        Counts counts = finished.counts();
        if (Alarm.isDue(counts, shard.alertErrorRate()) && !alerted) {
            alerted = true;
            String message =
                    "%d of %d requests of shard %d failed".formatted(counts.failed(), counts.done(), shard.shard());
            tellBatch(batch -> batch.alert(message));
        }
    }

    void pause() {
        paused = true;
        takeBack();
    }

    void resume() {
        paused = false;
    }

    void setPriority(Urgency priority) {
        if (priority != urgency) {
            urgency = priority;
            takeBack();
        }
    }

    /** Queued slices come back at once, called ones when their calls have ended. */
    void takeBack() {
        List.copyOf(running.values()).forEach(CancellationScope::cancel);
    }

    void tellBatch(Consumer<BatchWorkflow> message) {
        untold++;
        Shards.tellBatch(shard.batch(), message).handle((told, failure) -> {
            untold--;
            return null;
        });
    }

    /** Before it continues as new: a message on its way is lost with the run that sent it. */
    void awaitToldBatch() {
        Workflow.await(() -> untold == 0);
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
        takeBack();
    }
}
