package dev.penstock.starter.cli.service;

import dev.penstock.starter.cli.session.EmbeddedWorker;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.PenstockWorker;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers of a process that serves the API: one for the completions it waits for, and optionally one for all work. */
final class ServiceWorkers implements AutoCloseable {
    private final LocalCompletions completions = new LocalCompletions();
    private final UserFolders home;
    private final ProviderChoice provider;
    private final WorkflowClient client;
    private final @Nullable EmbeddedWorker embedded;
    private @Nullable PenstockWorker alone;

    /**
     * @param forAll whether this process also works on batches, once no other process of this machine does
     */
    ServiceWorkers(
            UserFolders home, ProviderChoice provider, WorkflowClient client, Consumer<String> say, boolean forAll) {
        this.home = home;
        this.provider = provider;
        this.client = client;
        embedded = forAll ? new EmbeddedWorker(home, provider, client, say, completions) : null;
    }

    LocalCompletions completions() {
        return completions;
    }

    /** Starts the workers that can start; to be called repeatedly. */
    void ensure() {
        // Only one worker serves this process's completions: the embedded worker if it starts first.
        if (embedded != null && embedded.ensure(alone == null)) {
            return;
        }
        if (alone == null) {
            alone = PenstockWorker.startForCompletions(
                    client, provider.settings(home.storeUri(), home.folder()), completions);
        }
    }

    /** Drains the workers: they take no new work and let running calls end. */
    void drain(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        if (alone != null) {
            int unused = alone.drain(grace);
        }
        if (embedded != null) {
            int unused = embedded.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    @Override
    public void close() {
        if (alone != null) {
            alone.close();
        }
        if (embedded != null) {
            embedded.close();
        }
    }
}
