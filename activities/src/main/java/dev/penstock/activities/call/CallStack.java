package dev.penstock.activities.call;

import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RouteMember;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.Urgency;
import dev.penstock.limits.rate.WaiterGroup;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The stack of a call: the layers that a request goes through on its way to the provider, outermost first.
 *
 * <pre>
 *                 slice, stage, reduce    single completion
 * checked              stages                                 JSON, when it is asked for; after it is durable
 * stage-limited        yes                                    a permit of the stage
 * cached               if the batch asks                      a cached answer costs nothing
 * deduplicated         when it is planned                     a duplicate is never called, docs/decisions/0012
 * file-checked         yes                                    files that the request names are as they were planned
 * budgeted             the slice's part   tenant and API key  the worst case is set aside
 * routed               if there are several pools             which pool, docs/decisions/0026
 * model-checked        yes                                    a model that the provider keeps refusing
 * postponed            yes                                    back to the queue where too many of its model wait
 * file-reserved        yes                                    memory for the files; not while a permit is held
 * rate-limited         yes                yes                 a permit of the pool
 * given up             yes                                    not called where another worker calls it by now
 * counted              yes                                    for heartbeats
 * file-loaded          yes                                    the files' content
 * journaled            result log         usage ledger        durable before success
 * given up             yes                                    checked again once the note is written
 * provider             yes                yes, may stream     one call
 * </pre>
 *
 * @param route the pools that may be called
 * @param results creates the results of calls to each pool
 * @param waiters requests whose wait for the pools' permits is stopped together
 */
public record CallStack(Route route, Function<Pool, CallResults> results, RouteWaiters waiters) {
    /** Creates the stack of calls to one pool. */
    public CallStack(Pool pool, CallResults results, WaiterGroup waiters) {
        this(Route.of(pool), any -> results, RouteWaiters.of(waiters));
    }

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
        CallLayer calls = routed(
                member -> toProvider(member.pool(), journal, urgency, inFlight, refusals, files),
                (member, request) -> refusals.models()
                        .find(ModelCheckedCall.model(journal, member.pool().name(), request.to(member)))
                        .isPresent());
        calls = new BudgetedCall(calls, budget);
        calls = new FileCheckedCall(calls, files);
        calls = cached(calls, cache, checks, journal);
        return new CheckedCall(new StageLimitedCall(calls, stage), checks, journal, refusals.forms(), route.name());
    }

    /**
     * Assembles the stack for a single completion.
     *
     * @param ledger records each call to a pool before it goes out, and how it ended
     * @param isUnwanted whether the caller no longer waits for the answer
     * @param repeated whether an earlier attempt of the completion failed
     */
    public CallLayer ofCompletion(
            CallBudget budget, Function<Pool, CallLedger> ledger, BooleanSupplier isUnwanted, boolean repeated) {
        CallLayer calls = routed(
                member -> {
                    Pool pool = member.pool();
                    CallLayer call =
                            new ProviderCall(pool, results.apply(pool), isUnwanted, outcome -> false, model -> false);
                    call = new LedgeredCall(call, ledger.apply(pool));
                    return new RateLimitedCall(call, pool, Urgency.HIGH, () -> waiters.at(pool), repeated);
                },
                (member, request) -> false);
        return new BudgetedCall(calls, budget);
    }

    private CallLayer routed(
            Function<RouteMember, CallLayer> toProvider, BiPredicate<RouteMember, CallRequest> isRefused) {
        RoutedCall routed =
                new RoutedCall(route, route.members().stream().map(toProvider).toList(), waiters, isRefused);
        waiters.onLook(routed::chooseAgain);
        return routed;
    }

    private CallLayer toProvider(
            Pool pool,
            ShardJournal journal,
            Urgency urgency,
            AtomicInteger inFlight,
            Refusals refusals,
            CallFiles files) {
        CallResults ofPool = results.apply(pool);
        // Thread::interrupted clears the flag, so that what remains can be written.
        CallLayer calls = new ProviderCall(
                pool,
                ofPool,
                Thread::interrupted,
                outcome -> refusals.first().isOneTooMany(journal.batch(), pool.name(), outcome),
                model -> pool.meter().throttledModels().isThrottledFor(model, RetryRule.LONGEST_THROTTLING));
        // Again, because a bucket may take minutes for the note that the call goes out.
        calls = new GivenUpCall(calls, waiters::isGivenUp);
        calls = new JournaledCall(calls, journal, pool);
        calls = new FileLoadedCall(calls, files);
        calls = new CountedCall(calls, inFlight);
        calls = new GivenUpCall(calls, waiters::isGivenUp);
        calls = new RateLimitedCall(calls, pool, urgency, () -> waiters.at(pool), false);
        calls = new FileReservedCall(calls, files, urgency, waiters::hasStoppedWaiting);
        calls = new PostponedCall(calls, pool, urgency);
        return new ModelCheckedCall(calls, refusals.models(), journal, ofPool, pool.name());
    }

    private CallLayer cached(CallLayer next, Optional<AnswerCache> cache, AnswerChecks checks, ShardJournal journal) {
        int round = results.apply(route.pools().getFirst()).round();
        return cache.<CallLayer>map(kept -> new CachedCall(next, kept, journal, checks, round))
                .orElse(next);
    }
}
