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
import org.jspecify.annotations.Nullable;

/** The workflow of a batch: it turns a file of prompts into a file of answers. Its workflow id is {@link BatchId#workflowId()}. */
@WorkflowInterface
public interface BatchWorkflow {
    /** Runs the batch; when cancelled, it keeps and delivers finished results. */
    @WorkflowMethod(name = "Batch")
    BatchResult run(BatchSpec spec);

    /** Pauses the batch: calls under way finish and are kept, and no new ones start until {@link #resume()}. */
    @UpdateMethod
    void pause(@Nullable String reason);

    @UpdateMethod
    void resume();

    /** Changes the priority of all requests that have not been called yet. */
    @UpdateMethod
    void setPriority(Urgency priority);

    @UpdateValidatorMethod(updateName = "setPriority")
    void checkPriority(@Nullable Urgency priority);

    /** Sets the budget of the whole batch in US dollars, including what is spent already; a batch that waits for money goes on. */
    @UpdateMethod
    void setBudget(BigDecimal usd);

    @UpdateValidatorMethod(updateName = "setBudget")
    void checkBudget(@Nullable BigDecimal usd);

    @QueryMethod
    BatchProgress progress();

    /** Pauses the batch; sent by a shard that cannot go on until a person acts. */
    @SignalMethod
    void hold(@Nullable String reason);

    /** Pauses the batch until a time; sent by a shard whose provider has no quota left, for example for the day. */
    @SignalMethod
    void holdUntil(@Nullable TimedHold hold);

    /** Reports a part's progress at the provider, for display and to decide when the remaining requests must be called online. */
    @SignalMethod
    void part(@Nullable PartProgress progress);

    /** Asks for more of the batch's budget; sent by a shard that cannot go on without it. */
    @SignalMethod
    void requestLease(@Nullable LeaseRequest request);

    /** Delivers a grant from the budget of a tenant or key that this batch borrows from. */
    @SignalMethod
    void leaseGranted(@Nullable BudgetId lender, @Nullable LeaseGrant grant);

    /** Makes a batch of this tenant or key borrow from its budget from now on; sent with the budget's first limit. */
    @SignalMethod
    void drawOn(@Nullable BudgetId budget);

    /** Raises an alert; sent by a shard whose ratio of dead letters exceeds the alert's rate. */
    @SignalMethod
    void alert(@Nullable String message);
}
