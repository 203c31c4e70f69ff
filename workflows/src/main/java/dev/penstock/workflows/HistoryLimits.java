package dev.penstock.workflows;

import io.temporal.workflow.Workflow;

/** The history lengths at which a run continues as new; Temporal suggests 4,096 events, and slows down far beyond. */
public final class HistoryLimits {
    // Activities in flight at that moment still add their events: 64 slices × 6, some 400 at most.
    private static final long ENOUGH_EVENTS = 3_500;

    /** The limit for a pipeline's shard, which runs empty when it continues as new and therefore does so less often. */
    private static final long ENOUGH_EVENTS_FOR_STAGES = 10_000;

    private HistoryLimits() {}

    public static boolean isLongEnough() {
        return Workflow.getInfo().getHistoryLength() >= ENOUGH_EVENTS
                || Workflow.getInfo().isContinueAsNewSuggested();
    }

    public static boolean isLongEnoughForStages() {
        return Workflow.getInfo().getHistoryLength() >= ENOUGH_EVENTS_FOR_STAGES;
    }

    /** Waits until all signal and update handlers are finished, because running ones would be lost with this run. */
    public static void awaitHandlers() {
        Workflow.await(Workflow::isEveryHandlerFinished);
    }
}
