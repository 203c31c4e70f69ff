package dev.penstock.workflows;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;

/**
 * Signals other workflows, each of them in order: a signal is sent when the one before has arrived. Temporal's server
 * delivers signals that are under way together in any order: a {@code resume} before its {@code pause}.
 */
public final class OrderedSignals {
    /** By addressee: completed when all that were sent so far have arrived, or could not. */
    private final Map<Object, Promise<Void>> underWay = new HashMap<>();

    /**
     * Sends a signal when all earlier ones to the same workflow have arrived or failed.
     *
     * @param addressee names the workflow
     * @param signal calls a stub of an external workflow
     * @return completes when the signal has arrived; fails when the workflow does not run
     */
    public Promise<Void> send(Object addressee, Functions.Proc signal) {
        Promise<Void> before = underWay.get(addressee);
        // A thread at once, for it is cancelled with what sends it, and not with what runs when its turn comes.
        Promise<Void> sent = Async.procedure(() -> {
            if (before != null) {
                Workflow.await(before::isCompleted);
            }
            signal.apply();
        });
        Promise<Void> over = sent.handle((arrived, gone) -> null);
        Promise<Void> settled = before == null ? over : Promise.allOf(before, over);
        underWay.put(addressee, settled);
        settled.thenApply(all -> underWay.remove(addressee, settled));
        return sent;
    }

    /** Sends a signal that is not needed any more once its addressee has ended. */
    public void sendIfRunning(Object addressee, Functions.Proc signal) {
        send(addressee, signal).exceptionally(gone -> null);
    }

    /** Returns whether no signal is under way. */
    public boolean isIdle() {
        return underWay.isEmpty();
    }
}
