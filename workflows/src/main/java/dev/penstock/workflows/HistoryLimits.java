package dev.penstock.workflows;

import io.temporal.workflow.Workflow;

/** The numbers of events after which a run continues as new; Temporal suggests 4,096, and slows down far beyond. */
public final class HistoryLimits {
    // What is in flight when we stop still adds its events: 64 slices × 6, some 400 at most.
    private static final long ENOUGH_EVENTS = 3_500;

    /** Of a pipeline's shard: it runs empty when it continues as new, so that it does so less often. */
    private static final long ENOUGH_EVENTS_FOR_STAGES = 10_000;

    private HistoryLimits() {}

    public static boolean isLongEnough() {
        return Workflow.getInfo().getHistoryLength() >= ENOUGH_EVENTS
                || Workflow.getInfo().isContinueAsNewSuggested();
    }

    public static boolean isLongEnoughForStages() {
        return Workflow.getInfo().getHistoryLength() >= ENOUGH_EVENTS_FOR_STAGES;
    }

    /** Handlers that still run would be lost with this run. */
    public static void awaitHandlers() {
        Workflow.await(Workflow::isEveryHandlerFinished);
    }
}
