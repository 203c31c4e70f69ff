package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.StoreId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No name and no symbolic link leads out of the store, and a store that is lost is not made anew. */
class StorePathsTest {
    private static final BatchId BATCH = new BatchId("b");

    @TempDir
    Path folder = Path.of("");

    private Path root = Path.of("");
    private FileStore store = new FileStore(folder, Clock.systemUTC());

    @BeforeEach
    void open() throws IOException {
        root = folder.resolve("store");
        store = new FileStore(root, Clock.systemUTC());
        write(BatchFile.INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../stolen", "a/b", "..", ".", "", "a/../../b", "/etc"})
    void noNameOfAStageIsAPath(String name) {
        try (ResultLog log = store.openLog()) {
            assertThatThrownBy(() -> log.stage(name).begin(BATCH, 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.results(BATCH, 0, name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.resolve("stolen")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "..", ".hidden", "/etc/passwd"})
    void noNameOfADocumentIsAPath(String name) {
        assertThatThrownBy(() -> store.documents().read("keys", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.documents().read(name, "one")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSliceThatIsLongerThanItsFileTakesNoMemory() {
        assertThatThrownBy(() -> store.readRange(BATCH, BatchFile.INPUT, 0, Integer.MAX_VALUE - 8))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is shorter than its plan says");
        assertThatThrownBy(() -> store.readRange(BATCH, BatchFile.INPUT, 0, -1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.readRange(BATCH, BatchFile.INPUT, Long.MAX_VALUE, 1))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aLinkInPlaceOfAFileIsNotRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "{}");
        Files.createSymbolicLink(root.resolve("batches/b/output.jsonl"), secret);

        assertThatThrownBy(() -> store.find(BATCH, BatchFile.OUTPUT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("output.jsonl: is a symbolic link, which is not followed within the store");
        assertThatThrownBy(() -> store.readRange(BATCH, BatchFile.OUTPUT, 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void aLinkInPlaceOfABatchIsNeitherReadNorWritten() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/results/0000"));
        BatchId linked = new BatchId("linked");
        Files.createSymbolicLink(root.resolve("batches/linked"), folder.resolve("elsewhere"));

        assertThatThrownBy(() -> store.create(linked, BatchFile.OUTPUT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.results(linked, 0)).isInstanceOf(UncheckedIOException.class);
        try (ResultLog log = store.openLog()) {
            assertThatThrownBy(() -> log.begin(linked, 0, 1)).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> log.read(linked, 0)).isInstanceOf(UncheckedIOException.class);
        }
        try (Stream<Path> written = Files.list(elsewhere)) {
            assertThat(written).isEmpty();
        }
    }

    @Test
    void aLinkInPlaceOfAResultFileIsNotRead() throws IOException {
        Path shard = Files.createDirectories(root.resolve("batches/b/results/0000"));
        Path secret = Files.writeString(folder.resolve("secret"), "root:x:0:0\n");
        Files.createSymbolicLink(shard.resolve("1-a-1.jsonl"), secret);

        assertThatThrownBy(() -> store.results(BATCH, 0))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageNotContaining("root:x");
    }

    @Test
    void aStoreThatIsGoneIsToldAndNotMadeAnew() throws IOException {
        try (ResultLog log = store.openLog()) {
            log.begin(BATCH, 0, 1);
            delete(root);

            assertThatThrownBy(() -> log.begin(BATCH, 0, 2))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("gone")
                    .hasMessageContaining("then resume the batch");
            assertThatThrownBy(() -> log.append(BATCH, 0, answered()).join())
                    .hasCauseInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> write(BatchFile.OUTPUT)).isInstanceOf(StoreUnavailableException.class);
            assertThat(store.trouble())
                    .hasValueSatisfying(trouble -> assertThat(trouble)
                            .isEqualTo("the store %s is gone: bring it back, mounted as it was".formatted(root)));
            assertThat(root).doesNotExist();

            Files.createDirectory(root);
            log.begin(BATCH, 0, 2);
            assertThat(store.trouble()).isEmpty();
        }
    }

    @Test
    void theEmptyPlaceOfAStoreThatIsNotMountedIsNotTheStore() throws IOException {
        StoreId id = store.id();
        assertThat(store.trouble()).isEmpty();
        Files.move(root, folder.resolve("unmounted"));
        Files.createDirectory(root);

        assertThatThrownBy(() -> write(BatchFile.OUTPUT)).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).contains("is gone"));
        assertThat(root).isEmptyDirectory();

        Files.delete(root);
        Files.move(folder.resolve("unmounted"), root);
        write(BatchFile.OUTPUT);
        assertThat(store.id()).isEqualTo(id);
    }

    @Test
    void aFileInPlaceOfTheStoreIsTold() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(new FileStore(file, Clock.systemUTC()).trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble)
                        .isEqualTo("the store %s cannot be used: %s is not a folder".formatted(file, file)));
        assertThat(new FileStore(file.resolve("store"), Clock.systemUTC()).trouble())
                .isPresent();
        assertThat(new FileStore(folder.resolve("new"), Clock.systemUTC()).trouble())
                .isEmpty();
    }

    private void write(BatchFile file) throws IOException {
        try (AtomicFile draft = store.create(BATCH, file)) {
            draft.write(1);
            draft.publish();
        }
    }

    private static Result answered() {
        return Result.builder(1, "a")
                .response(new Result.Response(200, "r", "{}"))
                .build();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
