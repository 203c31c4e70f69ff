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
    private static final String CHANGE = "messages in order";

    private final boolean inOrder;
    /** Completed when all that were sent so far have arrived, or could not. */
    private Promise<Void> settled = Workflow.newPromise((Void) null);

    /**
     * @param inOrder false = all at once
     */
    Courier(boolean inOrder) {
        this.inOrder = inOrder;
    }

    /**
     * Whether this run's messages are to arrive in order; those of earlier versions were all sent at once. To be asked as
     * the workflow begins: later, asking lets other threads of the workflow go first, and old runs would not replay. May
     * go when none of them runs any more.
     */
    static boolean isInOrder() {
        return Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1;
    }

    /**
     * @param message calls a stub of an external workflow
     * @return when it has arrived; fails where nobody is there
     */
    Promise<Void> bring(Functions.Proc message) {
        Promise<Void> before = settled;
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
