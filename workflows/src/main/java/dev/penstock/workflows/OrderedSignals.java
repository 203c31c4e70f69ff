package dev.penstock.workflows;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends signals to other workflows in order, each after the previous signal to that workflow has arrived. Temporal's server
 * delivers signals that are under way together in any order, such as a {@code resume} before its {@code pause}.
 */
public final class OrderedSignals {
    /** By addressee, a promise that completes when all signals sent so far have arrived or failed. */
    private final Map<Object, Promise<Void>> underWay = new HashMap<>();

    /**
     * Sends a signal after all earlier signals to that workflow have arrived or failed.
     *
     * @param addressee identifies the workflow
     * @param signal calls a stub of an external workflow
     * @return completes when the signal has arrived; fails when the workflow is not running
     */
    public Promise<Void> send(Object addressee, Functions.Proc signal) {
        Promise<Void> before = underWay.get(addressee);
        // The thread is created at once, so that it is cancelled with the scope that sends the signal, not with the one
        // that runs when
        // its turn comes.
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

    /** Sends a signal that is no longer needed once its addressee has ended. */
    public void sendIfRunning(Object addressee, Functions.Proc signal) {
        send(addressee, signal).exceptionally(gone -> null);
    }

    /** Returns whether no signal is under way. */
    public boolean isIdle() {
        return underWay.isEmpty();
    }
}
