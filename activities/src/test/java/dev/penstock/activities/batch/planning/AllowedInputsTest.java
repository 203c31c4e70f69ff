package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.BatchFile;
import dev.penstock.store.input.InputGrants;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that nobody has submitted through the store reads no file that its folders don't have. */
class AllowedInputsTest extends PlanTestCase {
    private Path secret = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        secret = Files.writeString(home.resolve("id_rsa"), request("a") + "\n");
        Files.createDirectories(folder.resolve("in"));
    }

    @Override
    protected AllowedInputs inputs() {
        return new AllowedInputs(store, new InputRoots(List.of(folder.resolve("in")), List.of(), true));
    }

    @Test
    void aForeignBatchIsToldWhatItMayReadAndWhatToDo() {
        assertThatThrownBy(
                        () -> planner().batch(BATCH, BatchSpec.of(secret.toUri().toString())))
                .hasMessageContaining("input %s may not be read".formatted(secret))
                .hasMessageContaining("allowed is " + folder.resolve("in"))
                .hasMessageContaining("PENSTOCK_INPUT_ROOTS")
                .hasMessageNotContaining("custom_id");
    }

    @Test
    void whichFilesExistElsewhereIsNotTold() {
        String there =
                refusal(BatchSpec.of(secret.toString())).first().getFirst().message();
        String gone = refusal(BatchSpec.of(secret + "-none")).first().getFirst().message();

        assertThat(gone).isEqualTo(there.replace(secret.toString(), secret + "-none"));
    }

    @Test
    void aLinkBelowAnAllowedFolderLeadsNowhereElse() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("in/link.jsonl"), secret);

        assertThat(refusal(BatchSpec.of(link.toString())).first().getFirst().message())
                .contains("may not be read");
    }

    @Test
    void aSubmittedBatchReadsItsInputWhereverItLies() throws IOException {
        new InputGrants(store).grant(BATCH, secret.toString());

        assertThat(planner().batch(BATCH, BatchSpec.of(secret.toString())).requests())
                .isEqualTo(1);
        assertThatThrownBy(() -> planner().batch(new BatchId("other"), BatchSpec.of(secret.toString())))
                .as("which is no permission for another batch")
                .hasMessageContaining("may not be read");
    }

    @Test
    void aBatchThatWasPlannedBeforeGrantsWereKeptGoesOn() throws IOException {
        aSubmittedBatchReadsItsInputWhereverItLies();
        store.delete(BATCH, BatchFile.INPUTS);

        assertThat(planner().batch(BATCH, BatchSpec.of(secret.toString())).requests())
                .isEqualTo(1);
        assertThatThrownBy(() -> planner().batch(BATCH, BatchSpec.of(secret + "-other")))
                .hasMessageContaining("may not be read");
    }

    @Test
    void whatWasPlannedBelowAnAllowedFolderIsNoPermissionForALinkThatTookItsPlace() throws IOException {
        Path input = Files.writeString(folder.resolve("in/a.jsonl"), request("a") + "\n");
        BatchSpec spec = BatchSpec.of(input.toString());
        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(1);
        Files.delete(input);
        Files.createSymbolicLink(input, secret);

        assertThatThrownBy(() -> planner().batch(BATCH, spec)).hasMessageContaining("may not be read");
    }

    @Test
    void anotherBatchsCopyIsNotRead() throws IOException {
        aSubmittedBatchReadsItsInputWhereverItLies();
        Path copy = folder.resolve("store/batches/b/input.jsonl");

        assertThat(planner().batch(BATCH, BatchSpec.of(copy.toUri().toString())).requests())
                .as("its own, when dead letters are replayed")
                .isEqualTo(1);
        assertThatThrownBy(() -> planner()
                        .batch(new BatchId("other"), BatchSpec.of(copy.toUri().toString())))
                .hasMessageContaining("may not be read");
    }
}
