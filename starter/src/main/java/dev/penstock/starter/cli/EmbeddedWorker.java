package dev.penstock.starter.cli;

import dev.penstock.limits.rate.GateStatus;
import dev.penstock.worker.Desk;
import dev.penstock.worker.PenstockWorker;
import dev.penstock.worker.WorkerSettings;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The worker of this process; waits for its turn while another process of this machine serves one of its pools. */
final class EmbeddedWorker implements AutoCloseable {
    private final Home home;
    private final ProviderChoice provider;
    private final WorkflowClient client;
    private final Consumer<String> say;
    private final @Nullable Desk desk;
    private @Nullable WorkerSeat seat;
    private @Nullable PenstockWorker worker;
    private boolean waiting;

    EmbeddedWorker(Home home, ProviderChoice provider, WorkflowClient client, Consumer<String> say) {
        this(home, provider, client, say, null);
    }

    /**
     * @param desk for completions that this process waits for
     */
    EmbeddedWorker(
            Home home, ProviderChoice provider, WorkflowClient client, Consumer<String> say, @Nullable Desk desk) {
        this.home = home;
        this.provider = provider;
        this.client = client;
        this.say = say;
        this.desk = desk;
    }

    /** Starts it if the pool is free and it doesn't run yet; to be called again now and then. */
    void ensure() {
        boolean unused = ensure(true);
    }

    /**
     * The same.
     *
     * @param withDesk whether it is to serve the desk, should it start now
     * @return whether it runs
     */
    boolean ensure(boolean withDesk) {
        if (worker != null) {
            return true;
        }
        Optional<WorkerSeat> free = WorkerSeat.take(home.folder(), provider.servedNames());
        if (free.isPresent()) {
            seat = free.get();
            WorkerSettings settings = provider.settings(home.storeUri());
            worker = desk != null && withDesk
                    ? PenstockWorker.startWithDesk(client, settings, desk)
                    : PenstockWorker.start(client, settings);
        } else if (!waiting) {
            waiting = true;
            say.accept("another penstock on this machine already serves pool %s, with its own limits; it does the work"
                    .formatted(String.join(" or ", provider.servedNames())));
        }
        return worker != null;
    }

    int inFlight() {
        return worker == null ? 0 : worker.inFlight();
    }

    /** How long the pool is held back by the provider's 429; zero mostly. */
    Duration parkedFor() {
        return worker == null
                ? Duration.ZERO
                : worker.gates().values().stream()
                        .map(GateStatus::parkedFor)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
    }

    /** Of the pools that cannot be called as they could, why. */
    List<String> troubles() {
        return worker == null ? List.of() : worker.troubles();
    }

    /** The calls that had not ended after the grace time. */
    int drain(Duration grace) {
        return worker == null ? 0 : worker.drain(grace);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
        if (seat != null) {
            seat.close();
        }
    }
}
