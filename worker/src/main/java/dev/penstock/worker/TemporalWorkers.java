package dev.penstock.worker;

import dev.penstock.activities.plan.StoredPools;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolActivityImpl;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.Route;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.AssembleActivity;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.contracts.batch.SpendingActivity;
import dev.penstock.contracts.completion.AwaitedActivity;
import dev.penstock.contracts.pipeline.ReduceActivity;
import dev.penstock.contracts.providerbatch.LaneActivity;
import dev.penstock.contracts.shard.LlmActivity;
import dev.penstock.store.Store;
import dev.penstock.workflows.batch.BatchWorkflowImpl;
import dev.penstock.workflows.budget.BudgetWorkflowImpl;
import dev.penstock.workflows.completion.CompletionWorkflowImpl;
import dev.penstock.workflows.pool.PoolWorkflowImpl;
import dev.penstock.workflows.providerbatch.ProviderBatchWorkflowImpl;
import dev.penstock.workflows.shard.ShardWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Defines which task queues this process serves, and how many tasks of each run at once. */
@Singleton
final class TemporalWorkers {
    /** The pollers of queues with little work. */
    private static final int FEW_POLLERS = 2;

    private final WorkerFactory factory;
    private final RunningActivities activities = new RunningActivities();
    private final ClosableSlots ofMain = new ClosableSlots(QueueOptions.FILES_AT_ONCE);
    /** The workers that take no workflow of batches and pools. */
    private final List<Worker> others = new ArrayList<>();

    private final LlmActivity llm;
    private final StoreId store;
    private final @Nullable WorkerBuild build;
    private final List<PoolReporter> reporters = new ArrayList<>();

    TemporalWorkers(
            WorkflowClient client,
            Store store,
            PlanActivity plan,
            AssembleActivity assemble,
            SpendingActivity spending,
            ReduceActivity reduce,
            LaneActivity lane,
            LlmActivity llm,
            AwaitedActivity awaited,
            PoolRegistry pools,
            StoredPools described,
            PoolGovernors governors,
            WorkerSettings settings,
            WorkerRole role) {
        this.llm = llm;
        this.store = store.id();
        this.build = settings.build();
        factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(activities, new HoldInterceptor(new ServedPools(client, store.id())))
                        .setUsingVirtualWorkflowThreads(true)
                        .setMaxWorkflowThreadCount(2 * QueueOptions.AWAITED_AT_ONCE)
                        .setWorkflowCacheSize(QueueOptions.AWAITED_AT_ONCE)
                        .build());
        if (role.forAll()) {
            Worker main = factory.newWorker(Queues.MAIN, ofThisBuild(QueueOptions.main(ofMain)));
            main.registerWorkflowImplementationTypes(
                    QueueOptions.workflows(),
                    BatchWorkflowImpl.class,
                    ShardWorkflowImpl.class,
                    CompletionWorkflowImpl.class,
                    PoolWorkflowImpl.class,
                    BudgetWorkflowImpl.class,
                    ProviderBatchWorkflowImpl.class);
            main.registerActivitiesImplementations(plan, assemble, spending, reduce, new PoolActivityImpl(client));
            other(
                            Queues.files(store.id()),
                            ofThisBuild(QueueOptions.files()
                                    .setMaxConcurrentActivityExecutionSize(QueueOptions.FILES_AT_ONCE)
                                    .build()))
                    .registerActivitiesImplementations(plan, assemble, spending, reduce);
            other(Queues.lane(store.id()), ofThisBuild(QueueOptions.lane())).registerActivitiesImplementations(lane);
            other(Queues.lane(null), ofThisBuild(QueueOptions.lane())).registerActivitiesImplementations(lane);
        }
        Worker completions = other(Queues.COMPLETIONS, QueueOptions.completions());
        completions.registerWorkflowImplementationTypes(QueueOptions.workflows(), CompletionWorkflowImpl.class);
        completions.registerActivitiesImplementations(awaited);
        if (role.withCompletions()) {
            serve(role.completions().queue(), QueueOptions.AWAITED_AT_ONCE);
        }
        String name = client.getOptions().getIdentity() + "/"
                + UUID.randomUUID().toString().substring(0, 4);
        Map<String, List<RateLimitedSlots>> ofRoutes = new HashMap<>();
        if (role.forAll()) {
            settings.servedRoutes()
                    .forEach(route -> serve(pools.findRoute(route.name()).orElseThrow(), ofRoutes));
        }
        settings.served()
                .forEach(pool ->
                        serve(pools.get(pool), name, governors, role.forAll(), ofRoutes.getOrDefault(pool, List.of())));
        if (role.forAll()) {
            settings.served().forEach(pool -> described.describe(pools.get(pool).config()));
        }
    }

    /**
     * Takes calls from the task queues of a route.
     *
     * @param ofPools gets, by pool, what is to be told when the pool's rate limiter changes
     */
    private void serve(Route route, Map<String, List<RateLimitedSlots>> ofPools) {
        RateLimitedSlots slots = new RateLimitedSlots(TaskDemand.of(route), route.tasksInTransit());
        RateLimitedSlots withoutStore = new RateLimitedSlots(TaskDemand.of(route), route.tasksInTransit());
        route.pools()
                .forEach(pool -> ofPools.computeIfAbsent(pool.name(), any -> new ArrayList<>())
                        .addAll(List.of(slots, withoutStore)));
        serve(Queues.llm(store, route.name()), slots, QueueOptions.POLLERS);
        serve(Queues.llm(null, route.name()), withoutStore, FEW_POLLERS);
    }

    /**
     * Adds the build to the options of a queue that workers of all builds poll. Completions that somebody waits for end within
     * minutes, in the process that waits, whatever its build is.
     */
    private WorkerOptions ofThisBuild(WorkerOptions options) {
        return build == null ? options : build.addTo(options);
    }

    private Worker other(String queue, WorkerOptions options) {
        Worker worker = factory.newWorker(queue, options);
        others.add(worker);
        return worker;
    }

    /**
     * @param withQueue whether this worker takes calls from the pool's task queues, which all batches use
     * @param ofRoutes the slots of the routes to which the pool belongs
     */
    private void serve(
            Pool pool, String name, PoolGovernors governors, boolean withQueue, List<RateLimitedSlots> ofRoutes) {
        RateLimitedSlots slots = new RateLimitedSlots(pool.limiter(), pool.tasksInTransit(), pool.meter());
        // Calls that name no store: completions that people start by themselves, and batches of earlier versions.
        RateLimitedSlots withoutStore = new RateLimitedSlots(pool.limiter(), pool.tasksInTransit(), pool.meter());
        Runnable handOut = () -> {
            slots.handOut();
            withoutStore.handOut();
            ofRoutes.forEach(RateLimitedSlots::handOut);
        };
        PoolReporter reporter =
                new PoolReporter(name, store, pool, report -> governors.report(pool.name(), report), handOut);
        pool.limiter().onChange(() -> {
            reporter.limiterChanged();
            handOut.run();
        });
        // The limiter is closed before the first task can arrive.
        reporter.closeLimiter();
        reporters.add(reporter);
        if (!withQueue) {
            return;
        }
        serve(Queues.llm(store, pool.name()), slots, QueueOptions.POLLERS);
        serve(Queues.llm(null, pool.name()), withoutStore, FEW_POLLERS);
    }

    private void serve(String queue, RateLimitedSlots slots, int pollers) {
        WorkerOptions options = QueueOptions.calls()
                .setMaxConcurrentActivityTaskPollers(pollers)
                .setWorkerTuner(new CompositeTuner(
                        new FixedSizeSlotSupplier<>(1),
                        slots,
                        new FixedSizeSlotSupplier<>(1),
                        new FixedSizeSlotSupplier<>(1)))
                .build();
        other(queue, ofThisBuild(options)).registerActivitiesImplementations(llm);
    }

    private void serve(String queue, int atOnce) {
        WorkerOptions options = QueueOptions.calls()
                .setMaxConcurrentActivityExecutionSize(atOnce)
                .setMaxConcurrentActivityTaskPollers(FEW_POLLERS)
                .build();
        other(queue, options).registerActivitiesImplementations(llm);
    }

    void start() {
        factory.start();
        // Reports start after the factory, because a governor may run in this process.
        reporters.forEach(PoolReporter::start);
    }

    /** Returns a sentence for each pool that is not open, with the reason. */
    List<String> poolProblems() {
        return reporters.stream()
                .flatMap(reporter -> reporter.problem().stream())
                .toList();
    }

    /** Returns whether other workers have a share of one of the pools. */
    boolean isOneOfMany() {
        return reporters.stream().anyMatch(PoolReporter::isOneOfMany);
    }

    /**
     * Takes no more activities. Workflow tasks are taken until the factory is shut down, which tells the server so: a workflow
     * of a worker that merely stops polling waits in vain for two seconds, and with a pool's governor wait all its workers.
     */
    void takeNoMoreActivities() {
        ofMain.close();
        others.forEach(Worker::suspendPolling);
    }

    /** Gives this process's shares of all quotas back to the governors. */
    void leave() {
        reporters.forEach(PoolReporter::close);
    }

    /** Returns the number of activities that run in this process. */
    int running() {
        return activities.count();
    }

    WorkerFactory factory() {
        return factory;
    }
}
