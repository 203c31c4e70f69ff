package dev.penstock.starter.cli.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class WrittenFilesTest {
    private static final BatchId MINE = new BatchId("mine");
    private static final BatchId THEIRS = new BatchId("theirs");

    @TempDir
    Path folder;

    private WrittenFiles files;
    private Path file;
    private OutputDestination destination;

    @BeforeEach
    void setUp() throws IOException {
        files = new WrittenFiles(new FileStore(folder.resolve("store"), Clock.systemUTC()));
        file = Files.writeString(folder.toRealPath().resolve("out.jsonl"), "answers");
        destination = OutputDestination.of(file);
    }

    @Test
    void aNoteOfAnotherWriterIsNotConfirmed() throws IOException {
        WrittenFile mine = about(MINE, null);
        WrittenFile theirs = about(THEIRS, mine);
        files.note(theirs);

        files.confirm(destination, mine);

        assertThat(files.find(file.toString())).contains(theirs);
    }

    @Test
    void aFileThatReplacedTheWrittenOneAtOnceIsNotTakenForIt() throws IOException {
        WrittenFile mine = about(MINE, null);
        files.note(mine);
        Files.writeString(file, "foreign");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(9)));

        files.confirm(destination, mine);

        assertThat(files.writing(destination.present().orElseThrow())).isEmpty();
        Files.writeString(file, "answers");
        assertThat(files.writing(destination.present().orElseThrow())).contains(mine);
    }

    private WrittenFile about(BatchId batch, @Nullable WrittenFile replaced) throws IOException {
        return new WrittenFile(
                file.toString(),
                batch,
                Files.size(file),
                WrittenFile.nanos(Files.getLastModifiedTime(file)),
                WrittenFiles.sha256(Files.newInputStream(file)),
                replaced);
    }
}
