package dev.penstock.contracts.account;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant or a key may spend by day and month, and who has how much of it. Its id is {@link AccountId#workflowId()}; it
 * never ends by itself.
 */
@WorkflowInterface
public interface AccountWorkflow {
    /**
     * @param memory what an earlier run knew; null at first
     */
    @WorkflowMethod(name = "Account")
    void run(@Nullable AccountMemory memory);

    /** From a batch, which is answered by {@link dev.penstock.contracts.BatchWorkflow#granted}; or from a process that goes. */
    @SignalMethod
    void ask(AccountAsk ask);

    /** From a process that makes single calls; a refused ask is forgotten. */
    @UpdateMethod
    AccountGrant draw(AccountAsk ask);

    /** From an operator, or from somebody who knows what is configured. */
    @UpdateMethod
    AccountStatus setLimits(LimitChange change);

    /** The same from somebody who needs no answer, and may have no worker to give one. */
    @SignalMethod
    void configure(AccountLimits configured);

    /** As of the last event. */
    @QueryMethod
    AccountStatus status();
}
