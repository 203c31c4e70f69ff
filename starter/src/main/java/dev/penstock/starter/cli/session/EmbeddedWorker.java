package dev.penstock.starter.cli.session;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.PenstockWorker;
import dev.penstock.worker.WorkerSettings;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The worker of this process; it serves those pools that no other process of this machine serves. */
public final class EmbeddedWorker implements AutoCloseable {
    private final UserFolders home;
    private final ProviderChoice provider;
    private final WorkflowClient client;
    private final Consumer<String> say;
    private final @Nullable LocalCompletions completions;
    private final PoolLocks locks;
    /** Usually one; another for each time that pools became free later. */
    private final List<PenstockWorker> workers = new CopyOnWriteArrayList<>();

    private boolean told;
    private boolean left;

    public EmbeddedWorker(UserFolders home, ProviderChoice provider, WorkflowClient client, Consumer<String> say) {
        this(home, provider, client, say, null);
    }

    /**
     * @param completions the completions that this process waits for; null = none
     */
    public EmbeddedWorker(
            UserFolders home,
            ProviderChoice provider,
            WorkflowClient client,
            Consumer<String> say,
            @Nullable LocalCompletions completions) {
        this.home = home;
        this.provider = provider;
        this.client = client;
        this.say = say;
        this.completions = completions;
        locks = new PoolLocks(home.folder());
    }

    /** Serves the pools that are free and not served yet; to be called repeatedly. */
    public void ensure() {
        List<PoolConfig> wanted = notServed();
        List<PoolConfig> free = left ? List.of() : locks.takeFree(wanted);
        if (!free.isEmpty()) {
            workers.add(PenstockWorker.start(client, settings(free)));
        }
        if (!left && free.size() < wanted.size()) {
            sayWhoServes(notServed());
        }
    }

    /**
     * Serves all pools if all of them are free and the worker does not run yet; to be called repeatedly.
     *
     * @param withCompletions whether a worker that starts now also makes the calls that this process waits for
     * @return whether the worker runs
     */
    public boolean ensure(boolean withCompletions) {
        if (!workers.isEmpty()) {
            return true;
        }
        if (left || !locks.takeAll(provider.served())) {
            sayWhoServes(provider.served());
            return false;
        }
        workers.add(
                completions != null && withCompletions
                        ? PenstockWorker.startWithCompletions(client, settings(provider.served()), completions)
                        : PenstockWorker.start(client, settings(provider.served())));
        return true;
    }

    /**
     * Returns whether this process has the lock on a pool, or on a pool of a route; otherwise another process of this machine
     * serves it.
     */
    public boolean serves(String pool) {
        return isAny(pool, locks::has);
    }

    /** Returns whether another process serves a pool, or a pool of a route, as soon as this one leaves it. */
    public boolean isAwaited(String pool) {
        return isAny(pool, locks::isAwaited);
    }

    /** Returns whether another process waits for any pool that is served here. */
    public boolean isAwaited() {
        return provider.served().stream().anyMatch(pool -> locks.isAwaited(pool.name()));
    }

    private boolean isAny(String poolOrRoute, Predicate<String> question) {
        return question.test(poolOrRoute)
                || provider.routes().stream()
                        .filter(route -> route.name().equals(poolOrRoute))
                        .anyMatch(route -> route.pools().stream().anyMatch(question));
    }

    /** Returns whether this process has served no pool so far, because others on this machine serve all of them. */
    public boolean isIdle() {
        return workers.isEmpty();
    }

    /** Returns whether workers of other processes have a share of the pools that are served here. */
    public boolean isOneOfMany() {
        return workers.stream().anyMatch(PenstockWorker::isOneOfMany);
    }

    private List<PoolConfig> notServed() {
        return provider.served().stream()
                .filter(pool -> !locks.has(pool.name()))
                .toList();
    }

    private WorkerSettings settings(List<PoolConfig> served) {
        return provider.settings(home.storeUri(), home.folder())
                .ofBuild(home.build(null))
                .serving(served.stream().map(PoolConfig::name).toList());
    }

    private void sayWhoServes(List<PoolConfig> pools) {
        if (!told) {
            told = true;
            say.accept(
                    "another penstock process on this machine already serves pool %s and makes the calls, with its own limits"
                            .formatted(String.join(
                                    " or ", pools.stream().map(PoolConfig::name).toList())));
        }
    }

    public int inFlight() {
        return workers.stream().mapToInt(PenstockWorker::inFlight).sum();
    }

    /** Returns a sentence for each pool that is not open, with the reason. */
    public List<String> poolProblems() {
        return workers.stream()
                .flatMap(worker -> worker.poolProblems().stream())
                .toList();
    }

    /** Drains the worker and returns the number of calls that had not ended after the grace time. */
    public int drain(Duration grace) {
        leave();
        long end = System.nanoTime() + grace.toNanos();
        return workers.stream()
                .mapToInt(worker -> worker.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime()))))
                .sum();
    }

    /** Returns the number of activities that this process executes, of any batch. */
    public int activities() {
        return workers.stream().mapToInt(PenstockWorker::activities).sum();
    }

    /**
     * Leaves the pools to other processes, and lets what runs here for them end.
     *
     * @param enough whether to wait no longer
     */
    public void handOver(BooleanSupplier enough) {
        leave();
        workers.forEach(worker -> worker.handOver(enough));
    }

    /** Takes no more work, so that another process can take it at once, while the calls in flight end here. */
    private void leave() {
        left = true;
        workers.forEach(PenstockWorker::stopPolling);
        locks.close();
    }

    @Override
    public void close() {
        workers.forEach(PenstockWorker::close);
        locks.close();
    }
}
