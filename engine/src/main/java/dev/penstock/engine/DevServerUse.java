package dev.penstock.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** This process's use of a dev server that Penstock started. */
final class DevServerUse implements ServerUse {

    private final EngineHome home;
    private final DevServer devServer;
    private final DevServerUsers users;
    private final Path me;
    private final DevServerSupervisor supervisor;
    private final Consumer<String> say;
    private final AtomicBoolean left = new AtomicBoolean();

    DevServerUse(
            EngineHome home,
            DevServer devServer,
            DevServerUsers users,
            Path me,
            DevServerSupervisor supervisor,
            Consumer<String> say) {
        this.home = home;
        this.devServer = devServer;
        this.users = users;
        this.me = me;
        this.supervisor = supervisor;
        this.say = say;
    }

    @Override
    public Optional<EngineUnavailable> failure() {
        return supervisor.failure();
    }

    @Override
    public void close() {
        if (left.getAndSet(true)) {
            return;
        }
        supervisor.stop();
        boolean ignored = home.lock(say).whileHeld(this::leave);
    }

    /** Removes this user, and stops the server and returns true when this was the last user. */
    private boolean leave() {
        users.remove(me);
        if (users.anyAlive()) {
            return false;
        }
        ServerState.find(home).filter(ServerState::isAlive).ifPresent(devServer::stop);
        return true;
    }
}
