package dev.penstock.store.file;

import static dev.penstock.store.Results.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.ResultLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The result log in files, beside what each store promises ({@link dev.penstock.store.StoreContract}). */
class FileResultLogTest {
    private static final BatchId BATCH = new BatchId("reviews");

    @TempDir
    Path root;

    @Test
    void manyShardsAndWritersAtOnceLoseNothing() {
        FileStore store = store();
        try (ResultLog log = store.openLog();
                ResultLog other = store.openLog()) {
            List<CompletableFuture<Void>> appends = new ArrayList<>();
            for (int line = 1; line <= 3000; line++) {
                log.begin(BATCH, line % 150, line);
                appends.add((line % 3 == 0 ? other : log).append(BATCH, line % 150, answered(line)));
            }
            appends.forEach(CompletableFuture::join);

            for (int shard = 0; shard < 150; shard++) {
                assertThat(log.read(BATCH, shard).results()).hasSize(20);
            }
        }
    }

    @Test
    void aLineTornAtAnyByteLosesNoEarlierResult() throws IOException {
        try (ResultLog log = store().openLog()) {
            log.append(BATCH, 0, answered(1)).join();
            log.append(BATCH, 0, answered(2)).join();
        }
        Path file = onlyResultFile();
        byte[] whole = Files.readAllBytes(file);
        int secondLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int end = secondLine; end < whole.length; end++) {
            Files.write(file, java.util.Arrays.copyOf(whole, end));

            try (ResultLog log = store().openLog()) {
                assertThat(log.read(BATCH, 0).results()).containsOnlyKeys(1L);
                log.append(BATCH, 0, answered(2)).join();
                assertThat(log.read(BATCH, 0).results()).containsOnlyKeys(1L, 2L);
            }
            deleteAllBut(file);
        }
    }

    @Test
    void aLastLineThatIsNoJsonIsTakenForTornAndAnEarlierOneIsTold() throws IOException {
        try (ResultLog log = store().openLog()) {
            log.append(BATCH, 0, answered(1)).join();
        }
        Path file = onlyResultFile();
        byte[] good = Files.readAllBytes(file);
        Files.writeString(file, "{\"line\":2,\"cust\0\0\0\n", StandardOpenOption.APPEND);
        try (ResultLog log = store().openLog()) {
            assertThat(log.read(BATCH, 0).results()).containsOnlyKeys(1L);

            Files.write(file, good, StandardOpenOption.APPEND);
            assertThatThrownBy(() -> log.read(BATCH, 0))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file + ", line 2, cannot be read");
        }
    }

    @Test
    void aBatchThatSomeoneDeletedIsForgottenAndWrittenAnew() throws IOException {
        try (ResultLog log = store().openLog()) {
            log.begin(BATCH, 0, 1);
            log.append(BATCH, 0, answered(1)).join();
            assertThat(log.read(BATCH, 0).results()).hasSize(1);
            deleteAllBut(root);

            assertThat(log.read(BATCH, 0).results()).isEmpty();
            log.append(BATCH, 0, answered(2)).join();
            assertThat(log.read(BATCH, 0).results()).containsOnlyKeys(2L);
        }
    }

    private FileStore store() {
        return new FileStore(root, Clock.systemUTC());
    }

    private Path onlyResultFile() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void deleteAllBut(Path kept) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(kept))
                    .forEach(file -> file.toFile().delete());
        }
    }
}
