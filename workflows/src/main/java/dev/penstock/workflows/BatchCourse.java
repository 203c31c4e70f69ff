package dev.penstock.workflows;

import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.ShardWorkflow;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a batch goes: paused, held, alarmed, stopped before its end; and what its running shards hear of it. */
final class BatchCourse {
    private final Headway headway;
    private final Standing standing;
    private final Fleet running;
    private final Revision revision;
    private final Runnable changed;
    private @Nullable CancellationScope sending;
    private @Nullable Ending ending;
    private boolean closed;

    BatchCourse(Headway headway, Fleet running, Revision revision, Runnable changed) {
        this.headway = headway;
        this.standing = headway.standing();
        this.running = running;
        this.revision = revision;
        this.changed = changed;
    }

    /** Sends until all is done, or something stops it. */
    void seeThrough(Runnable way) {
        CancellationScope scope = Workflow.newCancellationScope(way);
        sending = scope;
        try {
            scope.run();
        } catch (CanceledFailure | ActivityFailure failure) {
            CanceledFailure cancelled = Cancelled.by(failure).orElseThrow(() -> failure);
            if (ending == null) {
                ending = Ending.cancelled(cancelled);
            }
        }
        // Running shards are cancelled too by now; what they finish is kept.
        Workflow.newDetachedCancellationScope(() -> Workflow.await(running::isEmpty))
                .run();
    }

    void expireAt(String deadline) {
        Instant end = Deadline.parse(deadline, headway.started());
        Duration left = Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), end);
        Workflow.newTimer(left.isNegative() ? Duration.ZERO : left).thenApply(due -> {
            stop(Ending.expired(end));
            return null;
        });
    }

    void stop(Ending how) {
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
     * From now on nothing stops it any more.
     *
     * @return how it was stopped; null when it was not
     */
    @Nullable
    Ending close() {
        closed = true;
        return ending;
    }

    boolean isClosed() {
        return closed;
    }

    void pause(String reason) {
        if (revision.isLatest()) {
            standing.pauseByHand(reason);
        } else {
            standing.pause(reason);
        }
        pauseShards();
    }

    /** Until a person acts. */
    void hold(String reason) {
        if (!standing.isPaused()) {
            standing.hold(reason);
            pauseShards();
        }
    }

    /** Until there is more to spend. */
    void holdForMoney(String reason) {
        standing.holdForMoney(reason);
        pauseShards();
    }

    private void pauseShards() {
        running.tellAll(ShardWorkflow::pause);
        changed.run();
    }

    void resume() {
        standing.resume();
        running.tellAll(ShardWorkflow::resume);
    }

    boolean isPaused() {
        return standing.isPaused();
    }

    boolean isHeldForMoney() {
        return standing.isHeldForMoney();
    }

    void alert(String message) {
        if (standing.alert(message) && headway.spec().pauseOnAlert()) {
            hold("alert: " + message);
        }
        changed.run();
    }

    /** What a full disk stops is tried again when somebody has made room and resumes the batch. */
    <T> T onceItCan(Supplier<T> activity) {
        return Hold.onceItCan(activity, reason -> {
            hold(reason);
            Workflow.await(() -> !isPaused());
        });
    }
}
