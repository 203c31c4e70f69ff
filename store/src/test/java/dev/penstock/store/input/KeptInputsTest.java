package dev.penstock.store.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.InputCopies;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptInputsTest {
    private static final BatchId ONE = new BatchId("one");
    private static final BatchId OTHER = new BatchId("other");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private FileStore store;
    private KeptInputs inputs;

    @BeforeEach
    void open() {
        store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        inputs = new KeptInputs(store);
    }

    @Test
    void aCopyIsDeletedWithTheEndOfTheLastBatchThatWasSubmittedWithIt() throws IOException {
        Path copy = copy("stdin-1.csv", NOW);
        new InputGrants(store).grant(ONE, copy.toUri().toString());
        new InputGrants(store).grant(OTHER, copy.toString());

        inputs.release(ONE);
        assertThat(copy).exists();

        inputs.release(OTHER);
        assertThat(copy).doesNotExist();
        inputs.release(OTHER);
    }

    @Test
    void filesOfTheUserStay() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.csv"), "a");
        new InputGrants(store).grant(ONE, file.toUri().toString());

        inputs.release(ONE);
        inputs.drop(file.toUri().toString());

        assertThat(file).exists();
    }

    @Test
    void aCopyThatWasOnlyLookedAtIsDroppedUnlessABatchNeedsIt() throws IOException {
        Path looked = copy("stdin-1.csv", NOW);
        Path needed = copy("stdin-2.csv", NOW);
        new InputGrants(store).grant(ONE, needed.toUri().toString());

        inputs.drop(looked.toUri().toString());
        inputs.drop(needed.toUri().toString());

        assertThat(looked).doesNotExist();
        assertThat(needed).exists();
    }

    @Test
    void aDayLaterCopiesGoThatNoUnfinishedBatchNeeds() throws IOException {
        Instant before = NOW.minus(Duration.ofDays(2));
        Path old = copy("stdin-1.csv", before);
        Path fresh = copy("stdin-2.csv", NOW);
        Path needed = copy("stdin-3.csv", before);
        Path ended = copy("stdin-4.csv", before);
        new InputGrants(store).grant(ONE, needed.toUri().toString());
        new InputGrants(store).grant(OTHER, ended.toUri().toString());
        try (AtomicFile summary = store.create(OTHER, BatchFile.SUMMARY)) {
            summary.publish();
        }

        inputs.sweep(NOW);

        assertThat(old).doesNotExist();
        assertThat(ended).doesNotExist();
        assertThat(fresh).exists();
        assertThat(needed).exists();
    }

    @Test
    void aCopyStaysForACommandThatHasNotSubmittedItsBatchYet() throws IOException {
        KeptInputs other = new KeptInputs(store, new CommandProcess(1, 1));
        inputs.reserve("stdin-1.csv", NOW);
        other.reserve("stdin-1.csv", NOW);
        Path copy = copy("stdin-1.csv", NOW);

        other.drop(copy.toUri().toString());
        assertThat(copy).as("another command over equal content ends").exists();

        new InputGrants(store).grant(OTHER, copy.toString());
        inputs.reserve("stdin-1.csv", NOW);
        inputs.release(OTHER);
        assertThat(copy).as("a batch over equal content ends").exists();

        inputs.drop(copy.toUri().toString());
        assertThat(copy).doesNotExist();
    }

    @Test
    void aCommandThatDiesAfterItsSubmissionKeepsNothing() throws IOException {
        inputs.reserve("stdin-1.csv", NOW);
        Path copy = copy("stdin-1.csv", NOW);
        new InputGrants(store).grant(ONE, copy.toString());

        new KeptInputs(store, new CommandProcess(1, 1)).release(ONE);

        assertThat(copy).doesNotExist();
    }

    @Test
    void aDayLaterCopiesGoThatOnlyADeadCommandNeeded() throws IOException {
        inputs.reserve("stdin-1.csv", NOW);
        new KeptInputs(store, new CommandProcess(ProcessHandle.current().pid(), 1)).reserve("stdin-2.csv", NOW);
        Path ofALiving = copy("stdin-1.csv", Instant.EPOCH);
        Path ofADead = copy("stdin-2.csv", Instant.EPOCH);

        inputs.sweep(NOW);
        assertThat(ofADead).as("it might live on another machine").exists();

        inputs.sweep(NOW.plus(Duration.ofDays(2)));
        assertThat(ofADead).doesNotExist();
        assertThat(ofALiving).exists();
    }

    private Path copy(String name, Instant at) throws IOException {
        try (InputCopies.Copy draft = store.inputs().begin()) {
            draft.write('a');
            draft.publish(name);
        }
        Path copy = Path.of(store.inputs().locate(name));
        Files.setLastModifiedTime(copy, FileTime.from(at));
        return copy;
    }
}
