package dev.penstock.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds a server on this machine: Penstock's own dev server, a server started by others, or a new dev server. */
final class LocalTemporal {

    /** Long enough for a server on a busy machine: where nothing listens, nothing is waited for. */
    private static final Duration PROBE = Duration.ofSeconds(3);

    /** How long Penstock's dev server may take to respond before it is replaced: generous, as it may still be starting. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);

    /** How many times longer a server may take that others work with: on a busy machine both sides are slow. */
    private static final int SHARED = 3;

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
        return local.home.lock(say).whileHeld(local::findWhileAlone);
    }

    /** Returns a server that already runs on this machine, if any. */
    static Optional<TemporalEngine> findRunning(EngineOptions options, Consumer<String> say) {
        LocalTemporal local = new LocalTemporal(options, say);
        return local.home.lock(say).whileHeld(local::findRunningWhileAlone);
    }

    private Optional<TemporalEngine> findWhileAlone() {
        return findRunningWhileAlone().or(this::startOne);
    }

    private Optional<TemporalEngine> findRunningWhileAlone() {
        return findOurs().or(this::findTheirs);
    }

    private Optional<TemporalEngine> findOurs() {
        Optional<ServerState> server = ServerState.find(home).filter(ServerState::isAlive);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        boolean isShared = new DevServerUsers(home.users()).anyAlive();
        if (!responds(server.get(), isShared)) {
            say.accept("the Temporal dev server on %s does not answer; replacing it"
                    .formatted(server.get().address()));
            devServer.stop(server.get());
            return Optional.empty();
        }
        String whose = isShared ? "shared with another run" : "left by an earlier run";
        return Optional.of(use(server.get(), EngineKind.ADOPTED, whose));
    }

    /**
     * Returns whether a dev server responds in time.
     *
     * @throws EngineUnavailable if it does not while others work with it, from whom it is not taken away
     */
    private boolean responds(ServerState server, boolean isShared) {
        if (devServer.becomesReady(server, isShared ? options.patience() : RESPONSE_TIMEOUT)) {
            return true;
        }
        if (!isShared || !server.isAlive()) {
            return false;
        }
        say.accept("the Temporal dev server on %s, which other penstock processes use, is slow to answer; waiting …"
                .formatted(server.address()));
        Duration longer = options.patience().multipliedBy(SHARED);
        if (devServer.becomesReady(server, longer)) {
            return true;
        }
        if (!server.isAlive()) {
            return false;
        }
        throw new EngineUnavailable(
                "the Temporal dev server on %s, which other penstock processes use, has not answered for %d s: try again when the machine is less busy, or end it with `kill -9 %d`, and those processes start it again"
                        .formatted(
                                server.address(),
                                options.patience().plus(longer).toSeconds(),
                                server.process().pid()));
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
