package dev.penstock.contracts.budget;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * The workflow of a budget: it lends what a tenant or an API key may spend by day and month to batches and to processes that
 * make single calls. Its id is {@link BudgetId#workflowId()}; it never ends by itself.
 */
@WorkflowInterface
public interface BudgetWorkflow {
    /**
     * Runs the budget, and continues as new from time to time.
     *
     * @param memory the state of the previous run; null at first
     */
    @WorkflowMethod(name = "Budget")
    void run(@Nullable BudgetMemory memory);

    /**
     * Takes a message from a batch, which is answered by {@link dev.penstock.contracts.batch.BatchWorkflow#leaseGranted}, or
     * from a process that stops.
     */
    @SignalMethod
    void requestLease(@Nullable LeaseRequest request);

    /** Takes a message from a process that makes single calls, and returns the answer; a refused demand is forgotten. */
    @UpdateMethod
    LeaseGrant draw(LeaseRequest request);

    @UpdateValidatorMethod(updateName = "draw")
    void checkRequest(@Nullable LeaseRequest request);

    /** Changes the limits; sent by an operator, or by a process that knows the configured limits. */
    @UpdateMethod
    BudgetStatus setLimits(LimitChange change);

    @UpdateValidatorMethod(updateName = "setLimits")
    void checkLimits(@Nullable LimitChange change);

    /** Sets the configured limits; a signal, because there may be no worker to answer an update. */
    @SignalMethod
    void configure(@Nullable BudgetLimits configured);

    /** Returns the budget as of the last event. */
    @QueryMethod
    BudgetStatus status();
}
