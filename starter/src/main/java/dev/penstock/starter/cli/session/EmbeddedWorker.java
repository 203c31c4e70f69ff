package dev.penstock.starter.cli.session;

import dev.penstock.limits.rate.RateLimiterStatus;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.PenstockWorker;
import dev.penstock.worker.WorkerSettings;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The worker of this process; it starts only when no other process of this machine serves one of its pools. */
public final class EmbeddedWorker implements AutoCloseable {
    private final UserFolders home;
    private final ProviderChoice provider;
    private final WorkflowClient client;
    private final Consumer<String> say;
    private final @Nullable LocalCompletions completions;
    private @Nullable PoolLocks locks;
    private @Nullable PenstockWorker worker;
    private boolean waiting;

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
    }

    /** Starts the worker if it doesn't run and its pools are free; to be called repeatedly. */
    public void ensure() {
        boolean unused = ensure(true);
    }

    /**
     * Starts the worker if it doesn't run and its pools are free.
     *
     * @param withCompletions whether a worker that starts now also makes the calls that this process waits for
     * @return whether the worker runs
     */
    public boolean ensure(boolean withCompletions) {
        if (worker != null) {
            return true;
        }
        Optional<PoolLocks> free = PoolLocks.take(home.folder(), provider.servedNames());
        if (free.isPresent()) {
            locks = free.get();
            WorkerSettings settings = provider.settings(home.storeUri(), home.folder());
            worker = completions != null && withCompletions
                    ? PenstockWorker.startWithCompletions(client, settings, completions)
                    : PenstockWorker.start(client, settings);
        } else if (!waiting) {
            waiting = true;
            say.accept(
                    "another penstock process on this machine already serves pool %s and makes the calls, with its own limits"
                            .formatted(String.join(" or ", provider.servedNames())));
        }
        return worker != null;
    }

    public int inFlight() {
        return worker == null ? 0 : worker.inFlight();
    }

    /** Returns the longest time for which 429 responses still hold back one of the pools; zero if none is held back. */
    public Duration pausedFor() {
        return worker == null
                ? Duration.ZERO
                : worker.limiters().values().stream()
                        .map(RateLimiterStatus::pausedFor)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
    }

    /** Returns a sentence for each pool that is not open, with the reason. */
    public List<String> poolProblems() {
        return worker == null ? List.of() : worker.poolProblems();
    }

    /** Drains the worker and returns the number of calls that had not ended after the grace time. */
    public int drain(Duration grace) {
        return worker == null ? 0 : worker.drain(grace);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
        if (locks != null) {
            locks.close();
        }
    }
}
