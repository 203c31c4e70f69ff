package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    @TempDir
    Path folder;

    @Test
    void ofManyWhoPublishAFileThatMustBeNewOneSucceeds() throws Exception {
        BatchId batch = new BatchId("contended");
        List<Callable<Boolean>> writers = IntStream.range(0, 20)
                .<Callable<Boolean>>mapToObj(number -> () -> {
                    // Each as another process: with a store of its own.
                    try (AtomicFile file = FileStore.at(folder.toUri()).create(batch, BatchFile.ORDER)) {
                        file.write(("\"" + number + "\"").getBytes(StandardCharsets.UTF_8));
                        return file.publishNew();
                    }
                })
                .toList();

        List<Integer> published = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<Boolean>> all = threads.invokeAll(writers);
            for (int number = 0; number < all.size(); number++) {
                if (all.get(number).get()) {
                    published.add(number);
                }
            }
        }

        assertThat(published).hasSize(1);
        Path order = Path.of(FileStore.at(folder.toUri()).locate(batch, BatchFile.ORDER));
        assertThat(order).hasContent("\"" + published.getFirst() + "\"");
        try (Stream<Path> files = Files.list(Objects.requireNonNull(order.getParent()))) {
            assertThat(files).as("no drafts are left").containsExactly(order);
        }
    }

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
