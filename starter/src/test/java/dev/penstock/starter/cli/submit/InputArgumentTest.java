package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.DiskInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class InputArgumentTest {
    private static final String RESERVATIONS = "input-reservations";

    @TempDir
    Path folder;

    private Store store;
    private Path file;

    @BeforeEach
    void setUp() throws IOException {
        store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        file = Files.writeString(folder.resolve("in.csv"), "text\none\n");
    }

    @Test
    void aFileIsReadWhereItLies() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("latest.csv"), file);

        assertThat(resolved(file)).isEqualTo(file);
        assertThat(resolved(link)).isEqualTo(link);
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void aCommandOverAFileLeavesTheStoreAlone() throws IOException {
        try (InputCopy input = InputCopy.of(new InputArgument(file.toString()), store)) {
            assertThat(input.input()).isEqualTo(new DiskInput(file));
        }

        assertThat(file).exists();
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void aCopyIsDeletedWithItsCommandUnlessAnotherWaitsWithEqualContent() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        try (InputStream open = Files.newInputStream(file)) {
            InputArgument descriptor = new InputArgument(descriptorOf(file).toString());
            Path copy;
            try (InputCopy input = InputCopy.of(descriptor, store)) {
                copy = input.input().path().orElseThrow();
                assertThat(copy).hasParent(folder.resolve("store/inputs"));
                assertThat(reservations()).isNotEmpty();
            }
            assertThat(copy).doesNotExist();
            assertThat(reservations()).isEmpty();

            try (InputCopy input = InputCopy.of(descriptor, store)) {
                byte[] ours = store.documents()
                        .read(RESERVATIONS, reservations().getFirst())
                        .orElseThrow();
                store.documents().write(RESERVATIONS, "1-1-of-another", ours);
                assertThat(input.isCopy()).isTrue();
            }
            assertThat(copy).exists();
            assertThat(open.available()).isPositive();
        }
    }

    @Test
    void aPipeIsReadOnceAndKeptWithItsEnding() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(pipe));

        Path kept = resolved(pipe);

        writer.join();
        assertThat(kept)
                .hasContent("text\ntwo\n")
                .hasParent(folder.resolve("store/inputs"))
                .hasExtension("csv");
        assertThat(new InputArgument(pipe.toString()).results("jsonl")).isEqualTo(folder.resolve("pipe.results.jsonl"));
    }

    @Test
    void aDescriptorOfThisProcessIsNeverHandedToAnother() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        try (InputStream open = Files.newInputStream(file)) {
            Path descriptor = descriptorOf(file);
            Path link = Files.createSymbolicLink(folder.resolve("link.csv"), descriptor);

            assertThat(resolved(descriptor)).hasContent("text\none\n").hasParent(folder.resolve("store/inputs"));
            assertThat(resolved(link)).hasContent("text\none\n").hasParent(folder.resolve("store/inputs"));
            assertThat(new InputArgument(descriptor.toString()).place()).isEqualTo("standard input");
            assertThat(new InputArgument(descriptor.toString()).results("jsonl"))
                    .hasFileName("stdin.results.jsonl");
            assertThat(open.available()).isPositive();
        }
    }

    @Test
    void aDeviceIsRefusedInASentenceAndFoldersAndPatternsAreInputs() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/zero")));

        assertThatThrownBy(() -> resolved(Path.of("/dev/zero")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a device");
        assertThat(resolved(folder)).isEqualTo(folder);
        assertThat(resolved(folder.resolve("*.csv"))).isEqualTo(folder.resolve("*.csv"));
        assertThatThrownBy(() -> resolved(folder.resolve("no"))).hasMessageContaining("there is no file");
    }

    @Test
    void aFolderOrPatternWithoutInputsIsRefusedByItsNameForEveryCommand() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> resolved(empty))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(empty + ": it is a folder without inputs");
        assertThatThrownBy(() -> resolved(folder.resolve("*.tsv")))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("*.tsv") + ": no file has such a name");
    }

    private Path resolved(Path input) throws IOException {
        return new InputArgument(input.toString()).resolve(store).path().orElseThrow();
    }

    private List<String> reservations() throws IOException {
        return store.documents().names(RESERVATIONS);
    }

    private static void write(Path pipe) {
        try {
            Files.writeString(pipe, "text\ntwo\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path descriptorOf(Path file) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> leadsTo(descriptor, file))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }
}
