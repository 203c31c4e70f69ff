package dev.penstock.workflows;

import io.temporal.workflow.Workflow;

/** When a run has written enough and continues as new; Temporal suggests 4,096 events, and slows down far beyond. */
final class History {
    // What is in flight when we stop still adds its events: 64 slices × 6, some 400 at most.
    private static final long ENOUGH_EVENTS = 3_500;

    private History() {}

    static boolean isLongEnough() {
        return Workflow.getInfo().getHistoryLength() >= ENOUGH_EVENTS
                || Workflow.getInfo().isContinueAsNewSuggested();
    }

    /** Handlers that still run would be lost with this run. */
    static void awaitHandlers() {
        Workflow.await(Workflow::isEveryHandlerFinished);
    }
}
