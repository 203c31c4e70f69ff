package dev.penstock.workflows;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/**
 * Brings another workflow its messages in the order in which they were sent, each when the one before has arrived.
 * Temporal's server delivers messages that are under way together in any order: a `resume` before its `pause`.
 */
final class Courier {
    private final Revision revision;
    /** Completed when all that were sent so far have arrived, or could not. */
    private Promise<Void> settled = Workflow.newPromise((Void) null);

    Courier(Revision revision) {
        this.revision = revision;
    }

    /**
     * @param message calls a stub of an external workflow
     * @return when it has arrived; fails where nobody is there
     */
    Promise<Void> bring(Functions.Proc message) {
        Promise<Void> before = settled;
        boolean inOrder = revision.isLatest();
        // A thread at once, for it is cancelled with what sends it, and not with what runs when its turn comes.
        Promise<Void> sent = Async.procedure(() -> {
            if (inOrder) {
                Workflow.await(before::isCompleted);
            }
            message.apply();
        });
        settled = Promise.allOf(before, sent.handle((arrived, gone) -> null));
        return sent;
    }
}
