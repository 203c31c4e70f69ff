package dev.penstock.store.file;

import static dev.penstock.store.Results.START;
import static dev.penstock.store.Results.answered;
import static dev.penstock.store.Results.deadLetter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ResultLog.Ending;
import dev.penstock.store.ShardLog.Calls;
import dev.penstock.store.ShardResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResultLogTest {
    private static final BatchId BATCH = new BatchId("reviews");

    @TempDir
    Path root;

    @Test
    void aResultIsReadableOnceItsFutureIsDone() {
        FileStore store = store();
        try (ResultLog log = store.openLog()) {
            log.append(BATCH, 0, answered(1)).join();

            assertThat(log.read(BATCH, 0).find(1, 0)).isPresent();
            assertThat(log.read(BATCH, 1).results()).isEmpty();
        }
        assertThat(store.hasResults(BATCH)).isTrue();
        assertThat(store.hasResults(new BatchId("other"))).isFalse();
    }

    @Test
    void theRawLineHasTheBodyByteForByte() {
        FileStore store = store();
        String body = "{ \"a\" : 1.10,\t\"ü\":\"\\u00fc\\n\" }";
        try (ResultLog log = store.openLog()) {
            log.append(BATCH, 0, answered(7, body)).join();
        }
        try (ShardResults results = store.results(BATCH, 0)) {
            assertThat(new String(results.raw(7), StandardCharsets.UTF_8)).contains("\"body\":" + body + "}");
        }
    }

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
    void anAnswerBeatsADeadLetterAndALaterRoundAnEarlierOne() {
        FileStore store = store();
        try (ResultLog log = store.openLog()) {
            log.append(BATCH, 0, deadLetter(1, 0)).join();
            log.append(BATCH, 0, deadLetter(1, 1)).join();
            log.append(BATCH, 0, answered(2)).join();
            log.append(BATCH, 0, deadLetter(2, 3)).join();

            assertThat(log.read(BATCH, 0).find(1, 1)).isPresent();
            assertThat(log.read(BATCH, 0).find(1, 2)).isEmpty();
            assertThat(log.read(BATCH, 0).find(2, 9)).isPresent();
        }
    }

    @Test
    void aRetractedAnswerIsNoResultAndCountsAsALostCall() {
        try (ResultLog log = store().openLog()) {
            log.append(BATCH, 0, deadLetter(1, 0, START.minusSeconds(9))).join();
            log.begin(BATCH, 0, 1);
            log.append(BATCH, 0, answered(1)).join();
            log.append(BATCH, 0, answered(1).retraction()).join();
            log.append(BATCH, 0, answered(1).retraction()).join();
            log.append(BATCH, 0, answered(2).retraction()).join();
        }
        try (ResultLog log = store().openLog()) {
            // Another writer's copy of the answer that was taken back.
            log.append(BATCH, 0, answered(2)).join();

            assertThat(log.read(BATCH, 0).find(1, 0))
                    .hasValueSatisfying(
                            result -> assertThat(result.isAnswered()).isFalse());
            assertThat(log.read(BATCH, 0).find(1, 1)).isEmpty();
            assertThat(log.read(BATCH, 0).find(2, 0)).isEmpty();
            assertThat(log.read(BATCH, 0).calls(1)).isEqualTo(new Calls(1, 0, 0, 1));
        }
    }

    @Test
    void callsThatACrashCutOffAreToldFromThoseThatEnded() {
        try (ResultLog crashed = store().openLog()) {
            crashed.begin(BATCH, 0, 1); // never ends
            crashed.begin(BATCH, 0, 2);
            crashed.append(BATCH, 0, answered(2)).join();
            crashed.begin(BATCH, 0, 3);
            crashed.endWithout(BATCH, 0, 3, Ending.LOST);
            crashed.begin(BATCH, 0, 3);
            crashed.endWithout(BATCH, 0, 3, Ending.THROTTLED);
        }
        try (ResultLog log = store().openLog()) {
            assertThat(log.read(BATCH, 0).calls(1)).isEqualTo(new Calls(0, 0, 1, 0));
            assertThat(log.read(BATCH, 0).calls(2)).isEqualTo(Calls.NONE);
            assertThat(log.read(BATCH, 0).calls(3)).isEqualTo(new Calls(1, 1, 0, 0));

            log.begin(BATCH, 0, 1);
            log.append(BATCH, 0, answered(1)).join();
            assertThat(log.read(BATCH, 0).calls(1).cutOff()).isEqualTo(1);
        }
    }

    @Test
    void aReplayedDeadLetterBeginsItsFaultsAnew() {
        Clock later = Clock.fixed(START.plus(Duration.ofHours(1)), ZoneOffset.UTC);
        try (ResultLog log = new FileStore(root, Clock.fixed(START, ZoneOffset.UTC)).openLog()) {
            log.endWithout(BATCH, 0, 1, Ending.LOST);
            log.append(BATCH, 0, deadLetter(1, 0, START.plusSeconds(1))).join();
        }
        try (ResultLog log = new FileStore(root, later).openLog()) {
            log.endWithout(BATCH, 0, 1, Ending.LOST);

            assertThat(log.read(BATCH, 0).calls(1).lost()).isEqualTo(1);
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

    @Test
    void afterClosingAnAppendFailsAndNothingHangs() {
        ResultLog log = store().openLog();
        CompletableFuture<Void> before = log.append(BATCH, 0, answered(1));
        log.close();

        assertThat(before).isCompleted();
        assertThat(log.append(BATCH, 0, answered(2))).isCompletedExceptionally();
        assertThatThrownBy(() -> log.begin(BATCH, 0, 2)).isInstanceOf(IllegalStateException.class);
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
