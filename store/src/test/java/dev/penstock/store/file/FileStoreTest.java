package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    @TempDir
    Path folder;

    @Test
    void knowsItsBatchesAndPassesOverOtherFolders() throws IOException {
        FileStore store = new FileStore(folder, Clock.systemUTC());
        assertThat(store.batches()).isEmpty();

        BatchId batch = new BatchId("reviews-1");
        try (AtomicFile draft = store.create(batch, BatchFile.SUMMARY)) {
            draft.publish();
        }
        Files.createDirectory(folder.resolve("batches/.hidden"));

        assertThat(store.batches()).containsExactly(batch);
    }
}
