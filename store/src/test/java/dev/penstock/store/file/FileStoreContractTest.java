package dev.penstock.store.file;

import dev.penstock.store.Store;
import dev.penstock.store.StoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest extends StoreContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected Store open(Clock clock) {
        return new FileStore(folder, clock);
    }
}
