package dev.penstock.worker;

import dev.penstock.activities.batch.assembly.AssembleActivityImpl;
import dev.penstock.activities.batch.planning.AllowedInputs;
import dev.penstock.activities.batch.planning.PlanActivityImpl;
import dev.penstock.activities.batch.planning.SpendingActivityImpl;
import dev.penstock.activities.budget.Budgets;
import dev.penstock.activities.budget.Spending;
import dev.penstock.activities.completion.AwaitedActivityImpl;
import dev.penstock.activities.completion.CompletionCosts;
import dev.penstock.activities.completion.CompletionRun;
import dev.penstock.activities.completion.DirectCompletions;
import dev.penstock.activities.completion.LiveCalls;
import dev.penstock.activities.permit.StagePermitRegistry;
import dev.penstock.activities.pipeline.PipelineSlices;
import dev.penstock.activities.pipeline.reduce.ReduceActivityImpl;
import dev.penstock.activities.pipeline.reduce.ReduceRun;
import dev.penstock.activities.pipeline.stage.StageRun;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolPrices;
import dev.penstock.activities.plan.StoredPools;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.PriceCards;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.OutOfMemoryNotes;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.activities.providerbatch.LaneActivityImpl;
import dev.penstock.activities.shard.LlmActivityImpl;
import dev.penstock.activities.shard.RequestMemory;
import dev.penstock.activities.shard.SliceRun;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.contracts.batch.AssembleActivity;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.contracts.batch.SpendingActivity;
import dev.penstock.contracts.completion.AwaitedActivity;
import dev.penstock.contracts.pipeline.ReduceActivity;
import dev.penstock.contracts.shard.LlmActivity;
import dev.penstock.store.ResultLog;
import dev.penstock.store.StateFolder;
import dev.penstock.store.Store;
import dev.penstock.store.location.StoreLocation;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Creates the beans of a worker process; the container closes them in the order of their dependencies. */
@Factory
final class ActivityBeans {
    @Singleton
    Store store(WorkerSettings settings) {
        return StoreLocation.open(settings.store());
    }

    @Singleton
    @Bean(preDestroy = "close")
    ResultLog results(Store store) {
        return store.openLog();
    }

    @Singleton
    @Bean(preDestroy = "close")
    PoolRegistry pools(WorkerSettings settings) {
        return new PoolRegistry(
                settings.pools().stream().map(Pool::open).toList(), settings.routes(), settings.served());
    }

    @Singleton
    @Bean(preDestroy = "close")
    PeriodicTasks pulse() {
        return new PeriodicTasks();
    }

    @Singleton
    WorkerDrain drain() {
        return new WorkerDrain();
    }

    @Singleton
    LiveCalls liveCalls(WorkerRole role) {
        return role.completions().calls();
    }

    @Singleton
    @Bean(preDestroy = "close")
    CompletionLedger ledger(Store store) {
        return new CompletionLedger(store, Clock.systemUTC());
    }

    @Singleton
    CompletionRun completions(
            PoolRegistry pools,
            Prices prices,
            CompletionLedger ledger,
            LiveCalls calls,
            PeriodicTasks pulse,
            WorkerDrain drain,
            Spending spending) {
        WorkerDrain.Registration unused = pulse.every(spending::reportAndRefresh);
        CompletionCosts costs = new CompletionCosts(prices, ledger, pulse, Clock.systemUTC());
        return new CompletionRun(pools, costs, calls, pulse, drain, spending);
    }

    @Singleton
    DirectCompletions direct(CompletionRun completions, WorkerDrain drain) {
        return new DirectCompletions(completions, drain);
    }

    @Singleton
    Budgets budgets(WorkflowClient client, WorkerSettings settings) {
        return new TemporalBudgets(new BudgetClient(client), settings.tenants().limits());
    }

    @Singleton
    @Bean(preDestroy = "close")
    Spending spending(Budgets budgets) {
        return new Spending(budgets);
    }

    @Singleton
    AwaitedActivity awaited(CompletionRun completions, LiveCalls calls) {
        return new AwaitedActivityImpl(completions, calls);
    }

    @Singleton
    Prices prices(Store store) {
        return Prices.of(new PriceCards(store.documents())::current);
    }

    @Singleton
    StoredPools storedPools(Store store) {
        return new StoredPools(store.documents(), System::nanoTime);
    }

    @Singleton
    ModelPools planningPools(
            PoolRegistry pools,
            Prices prices,
            WorkerSettings settings,
            StoredPools stored,
            WorkflowClient client,
            Store store) {
        PoolsElsewhere others = new PoolsElsewhere(stored, new ServedPools(client, store.id()));
        return new PlanningPools(pools, prices, settings.defaultModel(), others);
    }

    @Singleton
    PlanActivity plan(Store store, ResultLog results, ModelPools pools, Budgets budgets, WorkerSettings settings) {
        return new PlanActivityImpl(
                store,
                new AllowedInputs(store, settings.inputRoots()),
                results,
                pools,
                new TokenEstimate(),
                settings.tenants().weights(),
                budgets,
                OutOfMemoryNotes.in(StateFolder.of(System.getenv())),
                ActivityBeans::heartbeat);
    }

    @Singleton
    SpendingActivity spending(Store store, ResultLog results, ModelPools pools) {
        return new SpendingActivityImpl(store, results, pools);
    }

    @Singleton
    AssembleActivity assemble(Store store, ResultLog results, PoolRegistry pools, StoredPools stored, Prices prices) {
        return new AssembleActivityImpl(
                store, results, new PoolPrices(pools, stored, prices)::of, ActivityBeans::heartbeat, Clock.systemUTC());
    }

    @Singleton
    ReduceActivity reduce(Store store, ResultLog results, ModelPools pools) {
        return new ReduceActivityImpl(
                store, results, pools, new TokenEstimate(), ActivityBeans::heartbeat, Clock.systemUTC());
    }

    @Singleton
    SliceRun slices(
            Store store, ResultLog results, PoolRegistry pools, Prices prices, PeriodicTasks pulse, WorkerDrain drain) {
        return new SliceRun(store, results, pools, prices, pulse, drain);
    }

    @Singleton
    LlmActivity llm(Store store, ResultLog results, SliceRun slices, CompletionRun completions) {
        StagePermitRegistry permits = new StagePermitRegistry();
        RequestMemory memory = new RequestMemory();
        PipelineSlices stages = new PipelineSlices(
                new StageRun(store, results, slices, permits, memory), new ReduceRun(store, results, slices, permits));
        return new LlmActivityImpl(slices, stages, completions, memory);
    }

    @Singleton
    @Bean(preDestroy = "close")
    LaneActivityImpl lane(
            Store store,
            ResultLog results,
            PoolRegistry pools,
            StoredPools stored,
            Prices prices,
            PeriodicTasks pulse) {
        return new LaneActivityImpl(store, results, pools, stored, prices, pulse, () -> {
            ActivityExecutionContext context = Activity.getExecutionContext();
            return () -> context.heartbeat(null);
        });
    }

    private static void heartbeat() {
        Activity.getExecutionContext().heartbeat(null);
    }
}
