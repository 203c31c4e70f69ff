package dev.penstock.workflows;

import io.temporal.workflow.Workflow;

/**
 * Whether a run goes by the latest rules on messages and money; one that an earlier version began goes on by that one's,
 * or it would not replay. May go when none of those runs any more.
 */
final class Revision {
    private static final String CHANGE = "messages in order, money for two accounts";

    private boolean latest;

    /** As the workflow begins: later, asking Temporal lets other threads of the workflow go first. */
    void begin() {
        latest = Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1;
    }

    boolean isLatest() {
        return latest;
    }
}
