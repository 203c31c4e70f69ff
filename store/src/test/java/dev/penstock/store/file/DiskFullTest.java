package dev.penstock.store.file;

import static dev.penstock.store.Results.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {
    private static final BatchId BATCH = new BatchId("b");

    @TempDir
    Path folder;

    @Test
    void resultsThatDidNotFitAreToldAndThoseThatDidAreKept() throws IOException, InterruptedException {
        try (TinyDisk disk = TinyDisk.mount(folder, "300k");
                ResultLog log = new FileStore(folder, Clock.systemUTC()).openLog()) {
            log.append(BATCH, 0, answered(1)).join();
            Path ballast = disk.fill();
            Set<Long> kept = new HashSet<>(Set.of(1L));
            long line = fillUp(log, kept);

            assertThatThrownBy(() -> log.append(BATCH, 0, answered(line)).join())
                    .hasCauseInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("no space left for results in " + folder)
                    .hasMessageContaining("free some space there, then resume the batch");
            Files.delete(ballast);
            log.append(BATCH, 0, answered(line + 1)).join();
            log.append(BATCH, 1, answered(line + 2)).join();

            kept.add(line + 1);
            assertThat(log.read(BATCH, 0).results().keySet()).isEqualTo(kept);
            assertThat(new FileStore(folder, Clock.systemUTC())
                            .results(BATCH, 0)
                            .byLine()
                            .keySet())
                    .isEqualTo(kept);
        }
    }

    @Test
    void aCallThatCannotBeNotedMustNotGoOut() throws IOException, InterruptedException {
        try (TinyDisk disk = TinyDisk.mount(folder, "100k");
                ResultLog log = new FileStore(folder, Clock.systemUTC()).openLog()) {
            log.begin(BATCH, 0, 1);
            Path ballast = disk.fill();
            assertThatThrownBy(() -> {
                        for (long line = 2; line < 10_000; line++) {
                            log.begin(BATCH, 0, line);
                        }
                    })
                    .isInstanceOf(StoreUnavailableException.class);
            Files.delete(ballast);
            log.begin(BATCH, 0, 10_001);

            ShardLog read = log.read(BATCH, 0);
            assertThat(read.calls(1).cutOff()).isEqualTo(1);
            assertThat(read.calls(10_001).cutOff()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsCalledWhileResultsHaveNoRoom() throws IOException, InterruptedException {
        try (TinyDisk disk = TinyDisk.mount(folder, "300k");
                ResultLog log = new FileStore(folder, Clock.systemUTC()).openLog()) {
            log.begin(BATCH, 0, 1);
            Path ballast = disk.fill();
            long line = fillUp(log, new HashSet<>());

            assertThatThrownBy(() -> log.begin(BATCH, 0, line))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("free some space there");
            Files.delete(ballast);
            log.begin(BATCH, 0, line);

            assertThat(log.read(BATCH, 0).calls(line).cutOff()).isEqualTo(1);
        }
    }

    @Test
    void aDraftThatDoesNotFitLeavesNothing() throws IOException, InterruptedException {
        try (TinyDisk disk = TinyDisk.mount(folder, "100k")) {
            FileStore store = new FileStore(disk.folder(), Clock.systemUTC());
            assertThatThrownBy(() -> {
                        try (AtomicFile draft = store.create(BATCH, BatchFile.OUTPUT)) {
                            draft.write(new byte[500_000]);
                            draft.publish();
                        }
                    })
                    .isInstanceOf(StoreUnavailableException.class);

            assertThat(store.find(BATCH, BatchFile.OUTPUT)).isEmpty();
            assertThat(disk.folder().resolve("batches/b")).isEmptyDirectory();
        }
    }

    @Test
    @EnabledIf("hasDevFull")
    void aWriteThatFailsIsTakenBackOrItsFileIsGivenUp() throws IOException {
        try (AppendFile file = AppendFile.openNew(Path.of("/dev/full"))) {
            assertThatThrownBy(() -> file.append(new byte[10])).hasMessageContaining("No space left");

            assertThat(file.end()).isZero();
        }
    }

    static boolean hasDevFull() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    /** The first line that has no room. */
    private static long fillUp(ResultLog log, Set<Long> kept) {
        for (long line = 2; line < 10_000; line++) {
            try {
                log.append(BATCH, 0, answered(line)).join();
                kept.add(line);
            } catch (CompletionException e) {
                return line;
            }
        }
        throw new AssertionError("there is always room");
    }
}
