package dev.penstock.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds a server on this machine: Penstock's own dev server, a server started by others, or a new dev server. */
final class LocalTemporal {

    /** Long enough for a server on a busy machine: where nothing listens, nothing is waited for. */
    private static final Duration PROBE = Duration.ofSeconds(3);

    /** How long Penstock's dev server may take to respond before it is replaced: generous, as it may still be starting. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);

    /** How many times the patience a server may take that others work with: on a busy machine both sides are slow. */
    private static final int SHARED = 4;

    private final EngineOptions options;
    private final Consumer<String> say;
    private final EngineHome home;
    private final DevServer devServer;

    private LocalTemporal(EngineOptions options, Consumer<String> say) {
        this.options = options;
        this.say = say;
        this.home = EngineHome.prepare(options.home());
        this.devServer = new DevServer(home, OwnSession.on(options.environment()));
    }

    static Optional<TemporalEngine> find(EngineOptions options, Consumer<String> say) {
        LocalTemporal local = new LocalTemporal(options, say);
        return local.search(local::startOne);
    }

    /** Returns a server that already runs on this machine, if any. */
    static Optional<TemporalEngine> findRunning(EngineOptions options, Consumer<String> say) {
        return new LocalTemporal(options, say).search(Optional::empty);
    }

    /** Looks until there is a result; a server is waited for without the lock, so that its users can leave and restart it. */
    private Optional<TemporalEngine> search(Supplier<Optional<TemporalEngine>> otherwise) {
        @Nullable ResponseWait wait = null;
        while (true) {
            @Nullable ResponseWait asked = wait;
            Look look = home.lock(say).whileHeld(() -> lookWhileAlone(asked, otherwise));
            wait = look.pending();
            if (wait == null) {
                return look.found();
            }
            wait.ask(devServer);
        }
    }

    /**
     * The result of one look for a server, taken while the lock is held.
     *
     * @param pending the wait for the server that is to be asked before the next look; null = the search is over
     * @param found the search's result
     */
    private record Look(@Nullable ResponseWait pending, Optional<TemporalEngine> found) {}

    private Look lookWhileAlone(@Nullable ResponseWait asked, Supplier<Optional<TemporalEngine>> otherwise) {
        ServerState server = ServerState.find(home).filter(ServerState::isAlive).orElse(null);
        if (server == null) {
            return new Look(null, findTheirs().or(otherwise));
        }
        if (asked == null || !asked.isFor(server)) {
            return new Look(new ResponseWait(server), Optional.empty());
        }
        boolean isShared = new DevServerUsers(home.users()).anyAlive();
        if (asked.isAnswered()) {
            String whose = isShared ? "shared with another run" : "left by an earlier run";
            return new Look(null, Optional.of(use(server, EngineKind.ADOPTED, whose)));
        }
        if (isShared) {
            checkPatience(server, asked);
            return new Look(asked, Optional.empty());
        }
        if (asked.elapsed().compareTo(RESPONSE_TIMEOUT) < 0) {
            return new Look(asked, Optional.empty());
        }
        say.accept("the Temporal dev server on %s does not answer; replacing it".formatted(server.address()));
        devServer.stop(server);
        return new Look(null, findTheirs().or(otherwise));
    }

    /**
     * Announces a long wait for a server that others work with.
     *
     * @throws EngineUnavailable if the wait was too long; the server is not taken away from the others
     */
    private void checkPatience(ServerState server, ResponseWait asked) {
        Duration elapsed = asked.elapsed();
        if (elapsed.compareTo(options.patience()) < 0) {
            return;
        }
        if (asked.isFirstAnnouncement()) {
            say.accept("the Temporal dev server on %s, which other penstock processes use, is slow to answer; waiting …"
                    .formatted(server.address()));
        } else if (elapsed.compareTo(options.patience().multipliedBy(SHARED)) >= 0) {
            throw new EngineUnavailable(
                    "the Temporal dev server on %s, which other penstock processes use, has not answered for %d s: try again when the machine is less busy, or end it with `kill -9 %d`, and those processes start it again"
                            .formatted(
                                    server.address(),
                                    elapsed.toSeconds(),
                                    server.process().pid()));
        }
    }

    private Optional<TemporalEngine> findTheirs() {
        return TemporalProbe.findVersion(options.port(), PROBE).map(version -> {
            String namespace = ConfiguredTemporal.namespace(ConfiguredTemporal.profile(options));
            TemporalConnection connection = TemporalConnection.local(options.port(), namespace);
            String description =
                    "Temporal %s on %s:%d (was running already)".formatted(version, FreePorts.LOOPBACK, options.port());
            @Nullable URI webUi = FreePorts.isOpen(options.uiPort()) ? webUiOn(options.uiPort()) : null;
            return new TemporalEngine(EngineKind.RUNNING_LOCALLY, connection, description, webUi, ServerUse.NONE);
        });
    }

    private Optional<TemporalEngine> startOne() {
        return new BinaryFinder(home, options, say).find().map(binary -> {
            say.accept("starting a Temporal dev server …");
            int port = FreePorts.firstFreeFrom(options.port());
            if (port != options.port()) {
                say.accept(
                        "port %d is taken by something that is not Temporal; using %d".formatted(options.port(), port));
            }
            // Never the server's own port, in case the two ranges overlap.
            int uiPort = FreePorts.firstFreeFrom(options.uiPort() == port ? port + 1 : options.uiPort());
            return use(devServer.start(binary, port, uiPort), EngineKind.STARTED, "started by this run");
        });
    }

    private TemporalEngine use(ServerState server, EngineKind kind, String whose) {
        DevServerUsers users = new DevServerUsers(home.users());
        Path me = users.register();
        DevServerSupervisor supervisor = new DevServerSupervisor(home, devServer, server, say);
        supervisor.start();
        return new TemporalEngine(
                kind,
                TemporalConnection.local(server.port(), TemporalConnection.DEFAULT_NAMESPACE),
                "Temporal dev server %s on %s (%s)".formatted(server.version(), server.address(), whose),
                webUiOn(server.uiPort()),
                new DevServerUse(home, devServer, users, me, supervisor, say));
    }

    private static URI webUiOn(int port) {
        return URI.create("http://" + FreePorts.LOOPBACK + ":" + port);
    }
}
