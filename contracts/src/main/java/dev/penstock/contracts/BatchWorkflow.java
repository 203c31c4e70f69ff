package dev.penstock.contracts;

import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
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

    /** From a shard that may not go on. */
    @SignalMethod
    void askForBudget(BudgetAsk ask);

    /** From an account that this batch draws on. */
    @SignalMethod
    void granted(AccountGrant grant);

    /** From whoever gives a tenant its first limit: a batch of this tenant's draws on its account from now on. */
    @SignalMethod
    void drawOn(AccountId account);

    /** From a shard that has more dead letters than the alert's rate. */
    @SignalMethod
    void alert(String message);
}
