package dev.penstock.contracts.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.math.BigDecimal;

/** A file of prompts becomes a file of answers. Its workflow id is {@link BatchId#workflowId()}. */
@WorkflowInterface
public interface BatchWorkflow {
    /** Cancelling keeps and delivers what is finished. */
    @WorkflowMethod(name = "Batch")
    BatchResult run(BatchSpec spec);

    /** Calls under way finish and are kept; nothing new starts until {@link #resume()}. */
    @UpdateMethod
    void pause(String reason);

    @UpdateMethod
    void resume();

    /** Of all that is not called yet. */
    @UpdateMethod
    void setPriority(Urgency priority);

    /** In US dollars, for the whole batch, with what it has cost already. One that waits for money goes on. */
    @UpdateMethod
    void setBudget(BigDecimal usd);

    @UpdateValidatorMethod(updateName = "setBudget")
    void checkBudget(BigDecimal usd);

    @QueryMethod
    BatchProgress progress();

    /** From a shard that cannot go on until a person acts. */
    @SignalMethod
    void hold(String reason);

    /** From a part at the provider; for whoever watches, and to know when what is left must be called online. */
    @SignalMethod
    void part(PartProgress progress);

    /** Comes from a shard that may not go on without more of the batch's budget. */
    @SignalMethod
    void requestLease(LeaseRequest request);

    /** Comes from a budget of a tenant or key that this batch borrows from. */
    @SignalMethod
    void leaseGranted(BudgetId lender, LeaseGrant grant);

    /** Tells a batch of this tenant or key to borrow from its budget from now on; sent with its first limit. */
    @SignalMethod
    void drawOn(BudgetId budget);

    /** From a shard that has more dead letters than the alert's rate. */
    @SignalMethod
    void alert(String message);
}
