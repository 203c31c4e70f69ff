package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The users of the dev server: an empty file each, named after the user's process. Accessed only while the lock is held. */
record DevServerUsers(Path folder) {

    /** Numbers this process's uses of the server, which may be several. */
    private static final AtomicInteger SEQUENCE = new AtomicInteger();

    Path register() {
        LiveProcess me = LiveProcess.current();
        Path user = folder.resolve("%d-%d-%d".formatted(me.pid(), me.startedAtMillis(), SEQUENCE.incrementAndGet()));
        try {
            PrivateFiles.ownFile(user);
            return user;
        } catch (IOException e) {
            throw new EngineUnavailable("cannot write %s: %s".formatted(user, e.getMessage()), e);
        }
    }

    void remove(Path user) {
        try {
            Files.deleteIfExists(user);
        } catch (IOException e) {
            throw new EngineUnavailable("cannot delete %s: %s".formatted(user, e.getMessage()), e);
        }
    }

    /** Removes users whose processes are dead, and tells whether any are left. */
    boolean anyAlive() {
        try (Stream<Path> users = Files.list(folder)) {
            return users.toList().stream().filter(this::isAliveOrForgotten).count() > 0;
        } catch (IOException e) {
            throw new EngineUnavailable("cannot read %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private boolean isAliveOrForgotten(Path user) {
        boolean alive = isAlive(user.getFileName().toString());
        if (!alive) {
            remove(user);
        }
        return alive;
    }

    private static boolean isAlive(String name) {
        String[] parts = name.split("-", -1);
        try {
            return parts.length == 3 && new LiveProcess(Long.parseLong(parts[0]), Long.parseLong(parts[1])).isAlive();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
