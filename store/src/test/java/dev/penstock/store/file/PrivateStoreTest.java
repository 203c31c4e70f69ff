package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import dev.penstock.store.cache.CacheKey;
import dev.penstock.store.input.InputGrants;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store makes is this user's alone, and its paths lead nowhere else. */
class PrivateStoreTest {
    private static final BatchId BATCH = new BatchId("b");

    @TempDir
    Path folder = Path.of("");

    private FileStore store = new FileStore(folder, Clock.systemUTC());

    @BeforeEach
    void open() {
        store = new FileStore(folder.resolve("state/store"), Clock.systemUTC());
    }

    @Test
    void everyFileAndFolderIsClosedToOtherUsersWhateverTheUmask() throws IOException {
        writeEverything();

        try (Stream<Path> all = Files.walk(folder.resolve("state"))) {
            assertThat(all)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(path -> assertThat(permissions(path))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void foldersOfAnOlderVersionAreClosedAndTheUsersOwnStayAsTheyAre() throws IOException {
        Path root = Files.createDirectories(folder.resolve("old"));
        Path batches = Files.createDirectory(root.resolve("batches"));
        Path mine = Files.createDirectory(root.resolve("mine"));
        for (Path each : new Path[] {root, batches, mine}) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        FileStore.at(root.toUri()).closeToOthers();

        assertThat(permissions(batches)).isEqualTo("rwx------");
        assertThat(permissions(root)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(mine)).isEqualTo("rwxr-xr-x");
    }

    private void writeEverything() throws IOException {
        try (AtomicFile draft = store.create(BATCH, BatchFile.INPUT)) {
            draft.write(1);
            draft.publish();
        }
        new InputGrants(store).grant(BATCH, "/data/in.jsonl");
        try (ResultLog log = store.openLog()) {
            log.begin(BATCH, 0, 1);
            log.append(BATCH, 0, answered()).join();
            log.stage("extract.2").append(BATCH, 0, answered()).join();
        }
        store.documents().write("keys", "one", new byte[1]);
        store.responses()
                .keep(
                        CacheKey.of(null, URI.create("http://p/v1"), "/x", JsonNodeFactory.instance.objectNode()),
                        new Result.Response(200, "r", "{}"));
        try (Upload upload = store.uploads().begin()) {
            upload.write(1);
            upload.publish(new UploadedFile(upload.id(), "in", "batch", 1, Instant.EPOCH, null, null));
        }
    }

    private static Result answered() {
        return Result.builder(1, "a")
                .response(new Result.Response(200, "r", "{}"))
                .build();
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
