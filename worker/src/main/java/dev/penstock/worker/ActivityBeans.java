package dev.penstock.worker;

import dev.penstock.activities.account.Accounts;
import dev.penstock.activities.account.Spending;
import dev.penstock.activities.assemble.AssembleActivityImpl;
import dev.penstock.activities.lane.LaneActivityImpl;
import dev.penstock.activities.llm.AwaitedActivityImpl;
import dev.penstock.activities.llm.CompletionCosts;
import dev.penstock.activities.llm.CompletionRun;
import dev.penstock.activities.llm.Drain;
import dev.penstock.activities.llm.LiveCalls;
import dev.penstock.activities.llm.LlmActivityImpl;
import dev.penstock.activities.llm.Pool;
import dev.penstock.activities.llm.PoolRegistry;
import dev.penstock.activities.llm.Prices;
import dev.penstock.activities.llm.Pulse;
import dev.penstock.activities.llm.SliceRun;
import dev.penstock.activities.places.StagePlaces;
import dev.penstock.activities.plan.PlanActivityImpl;
import dev.penstock.activities.plan.Pools;
import dev.penstock.activities.plan.SpendingActivityImpl;
import dev.penstock.activities.reduce.ReduceActivityImpl;
import dev.penstock.activities.reduce.ReduceRun;
import dev.penstock.activities.stage.StageActivityImpl;
import dev.penstock.activities.stage.StageRun;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.contracts.AssembleActivity;
import dev.penstock.contracts.AwaitedActivity;
import dev.penstock.contracts.LlmActivity;
import dev.penstock.contracts.PlanActivity;
import dev.penstock.contracts.SpendingActivity;
import dev.penstock.contracts.stage.ReduceActivity;
import dev.penstock.contracts.stage.StageActivity;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What a worker is made of; the container closes it in the order in which it was needed. */
@Factory
final class ActivityBeans {
    @Singleton
    Store store(WorkerSettings settings) {
        return FileStore.at(settings.store());
    }

    @Singleton
    @Bean(preDestroy = "close")
    ResultLog results(Store store) {
        return store.openLog();
    }

    @Singleton
    @Bean(preDestroy = "close")
    PoolRegistry pools(WorkerSettings settings) {
        return new PoolRegistry(settings.pools().stream().map(Pool::open).toList());
    }

    @Singleton
    @Bean(preDestroy = "close")
    Pulse pulse() {
        return new Pulse();
    }

    @Singleton
    Drain drain() {
        return new Drain();
    }

    @Singleton
    LiveCalls liveCalls(Role role) {
        return role.completions().calls();
    }

    @Singleton
    @Bean(preDestroy = "close")
    CompletionLedger ledger(Store store) {
        return new CompletionLedger(store);
    }

    @Singleton
    CompletionRun completions(
            PoolRegistry pools,
            Prices prices,
            CompletionLedger ledger,
            LiveCalls calls,
            Pulse pulse,
            Drain drain,
            Spending spending) {
        Drain.Registration unused = pulse.every(spending::tick);
        CompletionCosts costs = new CompletionCosts(prices, ledger, pulse, Clock.systemUTC());
        return new CompletionRun(pools, costs, calls, pulse, drain, spending);
    }

    @Singleton
    Accounts accounts(WorkflowClient client, WorkerSettings settings) {
        return new TemporalAccounts(new AccountBooks(client), settings.tenantLimits());
    }

    @Singleton
    @Bean(preDestroy = "close")
    Spending spending(Accounts accounts) {
        return new Spending(accounts);
    }

    @Singleton
    AwaitedActivity awaited(CompletionRun completions, LiveCalls calls) {
        return new AwaitedActivityImpl(completions, calls);
    }

    @Singleton
    Prices prices() {
        return Prices.known();
    }

    @Singleton
    Pools planningPools(PoolRegistry pools, Prices prices, WorkerSettings settings) {
        return new PlanningPools(pools, prices, settings.defaultModel());
    }

    @Singleton
    PlanActivity plan(Store store, ResultLog results, Pools pools, Accounts accounts, WorkerSettings settings) {
        return new PlanActivityImpl(
                store,
                results,
                pools,
                new TokenEstimate(),
                settings.tenantWeights(),
                accounts,
                ActivityBeans::heartbeat);
    }

    @Singleton
    SpendingActivity spending(Store store, ResultLog results, Pools pools) {
        return new SpendingActivityImpl(store, results, pools);
    }

    @Singleton
    AssembleActivity assemble(Store store, ResultLog results) {
        return new AssembleActivityImpl(store, results, ActivityBeans::heartbeat, Clock.systemUTC());
    }

    @Singleton
    ReduceActivity reduce(Store store, ResultLog results, Pools pools) {
        return new ReduceActivityImpl(
                store, results, pools, new TokenEstimate(), ActivityBeans::heartbeat, Clock.systemUTC());
    }

    @Singleton
    SliceRun slices(Store store, ResultLog results, PoolRegistry pools, Prices prices, Pulse pulse, Drain drain) {
        return new SliceRun(store, results, pools, prices, pulse, drain);
    }

    @Singleton
    LlmActivity llm(SliceRun slices, CompletionRun completions) {
        return new LlmActivityImpl(slices, completions);
    }

    @Singleton
    StageActivity stages(Store store, ResultLog results, SliceRun slices) {
        StagePlaces places = new StagePlaces();
        return new StageActivityImpl(
                new StageRun(store, results, slices, places), new ReduceRun(store, results, slices, places));
    }

    @Singleton
    @Bean(preDestroy = "close")
    LaneActivityImpl lane(Store store, ResultLog results, PoolRegistry pools, Prices prices, Pulse pulse) {
        return new LaneActivityImpl(store, results, pools, prices, pulse, () -> {
            ActivityExecutionContext context = Activity.getExecutionContext();
            return () -> context.heartbeat(null);
        });
    }

    private static void heartbeat() {
        Activity.getExecutionContext().heartbeat(null);
    }
}
