package dev.penstock.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Restarts the dev server when it dies, on its ports and database, so that clients reconnect by themselves. */
final class DevServerSupervisor {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONG_LIFE = Duration.ofSeconds(30);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final int QUICK_DEATHS = 5;

    private final EngineHome home;
    private final DevServer devServer;
    private final Consumer<String> say;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("temporal-supervisor").unstarted(this::watch);

    private ServerState server;
    private long aliveSince = System.nanoTime();
    private int quickDeaths;
    private volatile @Nullable EngineUnavailable failure;

    DevServerSupervisor(EngineHome home, DevServer devServer, ServerState server, Consumer<String> say) {
        this.home = home;
        this.devServer = devServer;
        this.server = server;
        this.say = say;
    }

    void start() {
        thread.start();
    }

    Optional<EngineUnavailable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Stops the supervision; waits for a restart under way, so that the new server can be stopped like any other. */
    void stop() {
        stopping.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!stopsWithin(POLL_INTERVAL) && failure == null) {
            if (!server.isAlive()) {
                recover();
            }
        }
    }

    private void recover() {
        boolean lived = System.nanoTime() - aliveSince > LONG_LIFE.toNanos();
        quickDeaths = lived ? 1 : quickDeaths + 1;
        if (quickDeaths >= QUICK_DEATHS) {
            giveUp("died %d times in a row".formatted(QUICK_DEATHS));
            return;
        }
        if (stopsWithin(backoff())) {
            return;
        }
        try {
            server = home.lock(say).whileHeld(this::restartUnlessAnotherDid);
        } catch (EngineUnavailable e) {
            say.accept("could not restart the Temporal dev server: " + e.getMessage());
        }
        aliveSince = System.nanoTime();
    }

    private ServerState restartUnlessAnotherDid() {
        Optional<ServerState> current = ServerState.find(home).filter(ServerState::isAlive);
        if (current.isPresent()) {
            return current.get();
        }
        TemporalBinary binary = TemporalBinary.find(Path.of(server.binary()), say)
                .orElseThrow(() -> new EngineUnavailable(server.binary() + " no longer exists"));
        ServerState restarted = devServer.start(binary, server.port(), server.uiPort());
        say.accept("the Temporal dev server had died; it runs again on " + restarted.address());
        return restarted;
    }

    private void giveUp(String why) {
        EngineUnavailable reason =
                new EngineUnavailable("the Temporal dev server %s; giving up on it. The end of %s:%n%s"
                        .formatted(why, home.log(), devServer.endOfLog()));
        failure = reason;
        say.accept(String.valueOf(reason.getMessage()));
    }

    /** Returns the delay before a restart: zero after the first death, then doubling. */
    private Duration backoff() {
        return quickDeaths == 1 ? Duration.ZERO : FIRST_BACKOFF.multipliedBy(1L << (quickDeaths - 2));
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
