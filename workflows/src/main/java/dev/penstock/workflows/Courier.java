package dev.penstock.workflows;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings other workflows their messages, each addressee's in the order in which they were sent: one when that before has
 * arrived. Temporal's server delivers messages that are under way together in any order: a `resume` before its `pause`.
 */
final class Courier {
    private final Revision revision;
    /** By addressee: completed when all that were sent so far have arrived, or could not. */
    private final Map<Object, Promise<Void>> underWay = new HashMap<>();

    Courier(Revision revision) {
        this.revision = revision;
    }

    /**
     * @param message calls a stub of an external workflow
     * @return when it has arrived; fails where nobody is there
     */
    Promise<Void> bring(Object addressee, Functions.Proc message) {
        Promise<Void> before = underWay.get(addressee);
        boolean inOrder = revision.isLatest();
        // A thread at once, for it is cancelled with what sends it, and not with what runs when its turn comes.
        Promise<Void> sent = Async.procedure(() -> {
            if (before != null && inOrder) {
                Workflow.await(before::isCompleted);
            }
            message.apply();
        });
        Promise<Void> over = sent.handle((arrived, gone) -> null);
        Promise<Void> settled = before == null ? over : Promise.allOf(before, over);
        underWay.put(addressee, settled);
        settled.thenApply(all -> underWay.remove(addressee, settled));
        return sent;
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return underWay.isEmpty();
    }
}
