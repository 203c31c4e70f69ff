package dev.penstock.starter.cli;

import dev.penstock.engine.EngineOptions;
import dev.penstock.store.StateFolder;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import java.net.URI;
import java.nio.file.Path;

/** The state folder and the store, from the environment. */
final class UserFolders {
    private final EngineOptions engine = EngineOptions.fromEnvironment();

    EngineOptions engine() {
        return engine;
    }

    Path folder() {
        return engine.home();
    }

    URI storeUri() {
        return StateFolder.storeUri(engine.environment());
    }

    Store store() {
        try {
            return FileStore.at(storeUri());
        } catch (IllegalArgumentException e) {
            throw new UserError("PENSTOCK_STORE: " + e.getMessage());
        }
    }
}
