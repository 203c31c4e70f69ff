package dev.penstock.contracts.budget;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant or an API key may spend by day and month, lent to batches and to processes that make single calls. The workflow's
 * id is {@link BudgetId#workflowId()}; it never ends by itself.
 */
@WorkflowInterface
public interface BudgetWorkflow {
    /**
     * @param memory what an earlier run knew; null at first
     */
    @WorkflowMethod(name = "Budget")
    void run(@Nullable BudgetMemory memory);

    /** Comes from a batch, which is answered by {@link dev.penstock.contracts.batch.BatchWorkflow#leaseGranted}; or from a process that goes. */
    @SignalMethod
    void requestLease(LeaseRequest request);

    /** Comes from a process that makes single calls; a demand that is refused is forgotten. */
    @UpdateMethod
    LeaseGrant draw(LeaseRequest request);

    /** Comes from an operator, or from a process that knows what is configured. */
    @UpdateMethod
    BudgetStatus setLimits(LimitChange change);

    /** Says what is configured, without an answer: there may be no worker to give one. */
    @SignalMethod
    void configure(BudgetLimits configured);

    /** Returns the budget as of the last event. */
    @QueryMethod
    BudgetStatus status();
}
