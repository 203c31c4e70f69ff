package dev.penstock.starter.cli.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.BatchQuestions;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.DiskInput;
import dev.penstock.store.input.InputLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
final class OutputGuardTest {
    private static final BatchId BATCH = new BatchId("mine");

    @TempDir
    Path folder;

    private Store store;
    private Path input;
    private Path file;

    @BeforeEach
    void setUp() throws IOException {
        store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        input = Files.writeString(folder.resolve("in.jsonl"), "prompts");
        file = folder.resolve("out.jsonl");
    }

    @Test
    void theInputIsNeverReplacedUnderWhateverName() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), input);
        Path twin = Files.createLink(folder.resolve("twin.jsonl"), input);

        for (Path name : List.of(input, link, twin, folder.resolve("store/../in.jsonl"))) {
            Files.createDirectories(folder.resolve("store"));
            assertThatThrownBy(() -> guard(true).check(OutputDestination.of(name), BATCH))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("is the input");
        }
    }

    @Test
    void noFileOfAFolderIsReplacedAndNoneIsAddedToTheInputs() throws IOException {
        OutputGuard guard = new OutputGuard(store, new DiskInput(folder), null, true);
        Path added = folder.resolve("answers.csv");

        for (Path name : List.of(input, added)) {
            assertThatThrownBy(() -> guard.check(OutputDestination.of(name), BATCH))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("would be one of the inputs");
        }
        assertThat(input).hasContent("prompts");
        assertThat(added).doesNotExist();
        guard.check(OutputDestination.of(folder.resolve("all.results.csv")), BATCH);
    }

    @Test
    void aNewFileIsComparedWithAPatternAndNothingIsMade() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("data/a"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), parts);
        Path dangling = Files.createSymbolicLink(parts.resolve("link.csv"), elsewhere.resolve("new.csv"));
        FileTime before = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(parts, before);
        ProtectedInputs inputs = new ProtectedInputs(store, new DiskInput(folder.resolve("data/*/*.csv")));

        for (Path added :
                List.of(parts.resolve("b.csv"), alias.resolve("b.csv"), dangling, elsewhere.resolve("new.csv"))) {
            assertThat(inputs.objection(OutputDestination.of(added), BATCH))
                    .hasValueSatisfying(told -> assertThat(told).contains("would be one of the inputs"));
        }
        for (Path added : List.of(
                parts.resolve("b.jsonl"),
                parts.resolve("b.results.csv"),
                folder.resolve("data/b.csv"),
                elsewhere.resolve("b.csv"))) {
            assertThat(inputs.objection(OutputDestination.of(added), BATCH)).isEmpty();
        }
        assertThat(Files.getLastModifiedTime(parts)).isEqualTo(before);
    }

    @Test
    void theErrorFileIsNotTheInputEither() throws IOException {
        Path dead = Files.writeString(folder.resolve("a.errors.jsonl"), "dead letters to ask again");
        OutputGuard guard = new OutputGuard(store, new DiskInput(dead), null, true);
        BatchOutput output =
                BatchOutput.of(OutputDestination.of(folder.resolve("a.results.jsonl")), guard, ResultForm.LINES, false);

        assertThatThrownBy(() -> output.check(BATCH)).hasMessageContaining("a.errors.jsonl is the input");
    }

    @Test
    void aForeignFileIsReplacedOnlyByForce() throws IOException {
        Files.writeString(file, "a year's work");

        assertThatThrownBy(() -> write("answers", false))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "%s exists and was not written by Penstock; name another file with -o, or replace it with --force"
                                .formatted(file));
        assertThat(file).hasContent("a year's work");

        write("answers", true);
        assertThat(file).hasContent("answers");
    }

    @Test
    void aFileThatPenstockWroteIsReplacedUntilSomebodyChangesIt() throws IOException {
        write("first", false);
        write("second", false);
        assertThat(file).hasContent("second");

        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        write("third!", false);
        Files.writeString(file, "edited");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        assertThatThrownBy(() -> write("fourth", false)).hasMessageContaining("was changed since Penstock wrote it");
        assertThat(file).hasContent("edited");
    }

    @Test
    void theInputOfTheBatchIsKeptAlsoByCommandsThatDoNotReadIt() throws IOException {
        new BatchQuestions(store).note(BATCH, question("a", "https://provider/v1"));
        OutputGuard later = new OutputGuard(store, null, null, true);

        assertThatThrownBy(() -> later.check(OutputDestination.of(input), BATCH))
                .hasMessageContaining("is the input");
        assertThatThrownBy(() -> later.write(OutputDestination.of(input), BATCH, out -> out.write('a')))
                .hasMessageContaining("is the input");
        assertThat(input).hasContent("prompts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/a.errors.jsonl", "S3://bucket/a.errors.jsonl"})
    void anObjectThatIsTheInputIsKeptHoweverItIsNamed(String name) throws IOException {
        InputLocation object = InputLocation.of("s3://bucket/a.errors.jsonl");
        OutputGuard guard = new OutputGuard(store, object, null, true);

        assertThatThrownBy(() -> guard.write(OutputDestination.of(name), BATCH, out -> out.write('a')))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is the input");
        BatchOutput output =
                BatchOutput.of(OutputDestination.of("s3://bucket/a.results.csv"), guard, ResultForm.LINES, false);
        assertThatThrownBy(() -> guard.write(output.errors().orElseThrow(), BATCH, out -> out.write('a')))
                .hasMessageContaining("is the input");
    }

    @Test
    void aFileIsKnownAsWrittenAlsoWhenTheProcessEndsBeforeOrAfterItAppears() throws IOException {
        write("first", false);
        Path aside = folder.resolve("aside");

        // Nothing replaces a folder, so the file is whole and noted, and does not appear.
        assertThatThrownBy(() -> guard(false).write(OutputDestination.of(file), BATCH, out -> {
                    out.write("second".getBytes(StandardCharsets.UTF_8));
                    Files.move(file, aside);
                    Files.createDirectory(file);
                    Files.createFile(file.resolve("full"));
                }))
                .isInstanceOf(IOException.class);
        Files.delete(file.resolve("full"));
        Files.delete(file);
        Files.move(aside, file);
        guard(false).check(OutputDestination.of(file), BATCH);

        Files.writeString(file, "second");
        guard(false).check(OutputDestination.of(file), BATCH);
    }

    @Test
    void anEmptyFileIsForWriting() throws IOException {
        Files.createFile(file);

        write("answers", false);

        assertThat(file).hasContent("answers");
    }

    @Test
    void resultsThatAnEarlierVersionWroteAreKnownByTheStore() throws IOException {
        try (AtomicFile stored = store.create(BATCH, BatchFile.OUTPUT)) {
            stored.write("answers".getBytes(StandardCharsets.UTF_8));
            stored.publish();
        }
        Files.writeString(file, "answers");

        write("answers", false);

        assertThat(file).hasContent("answers");
    }

    @Test
    void aLinkStaysALinkAndItsFileIsWritten() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("latest"), Path.of("out.jsonl"));

        guard(false).check(OutputDestination.of(link), BATCH);
        guard(false).write(OutputDestination.of(link), BATCH, out -> out.write('a'));
        guard(false).write(OutputDestination.of(link), BATCH, out -> out.write('b'));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("b");
    }

    @Test
    void aDeviceIsWrittenIntoAndStaysADevice() throws IOException {
        OutputDestination device = OutputDestination.of("/dev/null");

        guard(false).check(device, BATCH);
        guard(false).write(device, BATCH, out -> out.write('a'));

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThat(BatchOutput.of(device, guard(false), ResultForm.LINES, false).errors())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdout", "/dev/fd/1"})
    void standardOutputHasNames(String name) throws IOException {
        OutputDestination standardOutput = OutputDestination.of(name);

        guard(false).check(standardOutput, BATCH);

        assertThat(standardOutput).isInstanceOf(StandardOutputDestination.class);
        assertThatThrownBy(() -> BatchOutput.of(standardOutput, guard(false), ResultForm.LINES, true))
                .hasMessageContaining("both go to standard output");
    }

    @Test
    void thePlaceIsTriedBeforeTheFirstCall() throws IOException {
        assertThatThrownBy(() -> guard(false).check(OutputDestination.of(folder.resolve("a".repeat(300))), BATCH))
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("File name too long");
        assertThatThrownBy(() -> OutputDestination.of(folder.resolve("missing/out.jsonl")))
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> OutputDestination.of(folder)).hasMessageContaining("is a folder");

        guard(false).check(OutputDestination.of(file), BATCH);
        assertThat(folder).isDirectoryNotContaining("glob:**out.jsonl").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aReplacedFileKeepsItsPermissions() throws IOException {
        write("first", false);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        write("second", false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void resultsOfAnotherQuestionAreKeptAndThoseOfTheSameOneReplaced() throws IOException {
        BatchId other = new BatchId("theirs");
        new BatchQuestions(store).note(other, question("a", "https://provider/v1"));
        guard(false).write(OutputDestination.of(file), other, out -> out.write('a'));

        assertThatThrownBy(() -> guardOf(question("b", "https://provider/v1")).check(OutputDestination.of(file), BATCH))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has the results of batch theirs, and these are those of batch mine")
                .hasMessageContaining("model was 'a' and is 'b'");
        assertThat(guardOf(question("a", "https://provider/v1")).check(OutputDestination.of(file), BATCH))
                .hasValueSatisfying(remark -> assertThat(remark).contains("penstock results theirs"));
    }

    @Test
    void madeUpAnswersAreReplacedByRealOnes() throws IOException {
        BatchId other = new BatchId("theirs");
        new BatchQuestions(store).note(other, question("a", "simulated"));
        guard(false).write(OutputDestination.of(file), other, out -> out.write('a'));

        assertThat(guardOf(question("a", "https://provider/v1")).check(OutputDestination.of(file), BATCH))
                .isPresent();
    }

    private OutputGuard guardOf(BatchQuestion question) {
        return new OutputGuard(store, new DiskInput(input), question, false);
    }

    private BatchQuestion question(String model, String provider) {
        BatchSpec spec = BatchSpec.of(input.toUri().toString()).with(SpecKey.MODEL, model);
        return BatchQuestion.of(spec.input(), spec, provider);
    }

    private void write(String content, boolean force) throws IOException {
        guard(force)
                .write(OutputDestination.of(file), BATCH, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private OutputGuard guard(boolean force) {
        return new OutputGuard(store, new DiskInput(input), null, force);
    }
}
