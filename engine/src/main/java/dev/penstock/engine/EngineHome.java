package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The engine's files in the state folder. */
record EngineHome(Path folder) {

    static EngineHome prepare(Path folder) {
        EngineHome home = new EngineHome(folder);
        try {
            PrivateFiles.createFolders(folder);
            for (Path own : List.of(home.bin(), home.engine(), home.users())) {
                PrivateFiles.ownFolder(own);
            }
            Files.delete(Files.createTempFile(home.engine(), "writable", null));
            return home;
        } catch (IOException e) {
            throw new EngineUnavailable(
                    "cannot write to the state folder %s (%s); set PENSTOCK_HOME to a folder that can be written"
                            .formatted(folder, e.getClass().getSimpleName()),
                    e);
        }
    }

    Path bin() {
        return folder.resolve("bin");
    }

    Path engine() {
        return folder.resolve("engine");
    }

    Path users() {
        return engine().resolve("users");
    }

    Path database() {
        return folder.resolve("temporal.db");
    }

    /**
     * Renames the write-ahead log of a database that was moved away, which would spoil a new database, and may hold the latest writes
     * of the old one.
     */
    void setOrphanedWritesAside() throws IOException {
        Path writes = folder.resolve(database().getFileName() + "-wal");
        if (Files.notExists(database()) && Files.exists(writes)) {
            Files.move(writes, folder.resolve(writes.getFileName() + ".of-former-" + System.currentTimeMillis()));
            Files.deleteIfExists(folder.resolve(database().getFileName() + "-shm"));
        }
    }

    /** Closes the database, which holds what workflows were started with, to other users. */
    void closeDatabase() throws IOException {
        for (String ending : List.of("", "-wal", "-shm")) {
            Path file = folder.resolve(database().getFileName() + ending);
            // A file that does not exist is the server's to make: it would take an empty one for a finished database.
            if (Files.exists(file)) {
                PrivateFiles.ownFile(file);
            }
        }
    }

    Path log() {
        return engine().resolve("server.log");
    }

    Path state() {
        return engine().resolve("server.json");
    }

    /** Returns the lock that is held while a server is looked for, started or stopped. */
    EngineLock lock(Consumer<String> say) {
        return new EngineLock(engine().resolve("lock"), say);
    }
}
