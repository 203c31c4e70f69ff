package dev.penstock.activities.call;

import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.Urgency;
import dev.penstock.limits.rate.WaiterGroup;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The stack of a call: the layers that a request goes through on its way to the provider, outermost first.
 *
 * <pre>
 *                 slice, stage, reduce    single completion
 * checked              stages                                 JSON, when it is asked for; after it is durable
 * stage-limited        yes                                    a permit of the stage
 * cached               if the batch asks                      a cached answer costs nothing
 * deduplicated         when it is planned                     a duplicate is never called, docs/decisions/0012
 * model-checked        yes                                    a model that the provider keeps refusing
 * file-checked         yes                                    files that the request names are as they were planned
 * budgeted             the slice's part   tenant and API key  the worst case is set aside
 * postponed            yes                                    back to the queue where too many of its model wait
 * file-reserved        yes                                    memory for the files; not while a permit is held
 * rate-limited         yes                yes                 a permit of the pool
 * counted              yes                                    for heartbeats
 * file-loaded          yes                                    the files' content
 * journaled            result log         usage ledger        durable before success
 * routed               when it is planned by its model        which pool
 * provider             yes                yes, may stream     one call
 * </pre>
 *
 * @param pool pool that is called
 * @param waiters group of requests whose wait for the pool's permits is stopped together
 */
public record CallStack(Pool pool, CallResults results, WaiterGroup waiters) {
    /** Assembles the stack for the requests of a slice, be it of a plain batch, of a stage, or of a level of a reduction. */
    public CheckedCall ofSlice(
            ShardJournal journal,
            CallBudget budget,
            Optional<AnswerCache> cache,
            AnswerChecks checks,
            StagePermits stage,
            Urgency urgency,
            AtomicInteger inFlight,
            Refusals refusals,
            CallFiles files) {
        // Thread::interrupted clears the flag, so that what remains can be written.
        CallLayer calls = new ProviderCall(
                pool,
                results,
                Thread::interrupted,
                outcome -> refusals.first().isOneTooMany(journal.batch(), pool.name(), outcome),
                model -> pool.meter().throttledModels().isThrottledFor(model, RetryRule.LONGEST_THROTTLING));
        calls = new JournaledCall(calls, journal, pool);
        calls = new FileLoadedCall(calls, files);
        calls = new CountedCall(calls, inFlight);
        calls = new RateLimitedCall(calls, pool, urgency, waiters, false);
        calls = new FileReservedCall(calls, files, urgency, waiters);
        calls = new PostponedCall(calls, pool, urgency);
        calls = new BudgetedCall(calls, budget);
        calls = new FileCheckedCall(calls, files);
        calls = new ModelCheckedCall(calls, refusals.models(), journal, results, pool.name());
        calls = cached(calls, cache, checks, journal);
        return new CheckedCall(new StageLimitedCall(calls, stage), checks, journal, refusals.forms(), pool.name());
    }

    /**
     * Assembles the stack for a single completion.
     *
     * @param ledger records each call before it goes out, and how it ended
     * @param isUnwanted whether the caller no longer waits for the answer
     * @param repeated whether an earlier attempt of the completion failed
     */
    public CallLayer ofCompletion(CallBudget budget, CallLedger ledger, BooleanSupplier isUnwanted, boolean repeated) {
        CallLayer calls = new ProviderCall(pool, results, isUnwanted, outcome -> false, model -> false);
        calls = new LedgeredCall(calls, ledger);
        calls = new RateLimitedCall(calls, pool, Urgency.HIGH, waiters, repeated);
        return new BudgetedCall(calls, budget);
    }

    private CallLayer cached(CallLayer next, Optional<AnswerCache> cache, AnswerChecks checks, ShardJournal journal) {
        return cache.<CallLayer>map(kept -> new CachedCall(next, kept, journal, checks, results.round()))
                .orElse(next);
    }
}
