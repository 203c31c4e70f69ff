package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.Store;
import dev.penstock.store.input.FileGrants;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --files}: the folder whose files a batch may send. */
final class FilesOption {
    private static final Path USER_HOME = Path.of(System.getProperty("user.home"));

    @Option(
            names = "--files",
            paramLabel = "FOLDER",
            description = "Folder of the images and files that lines and --prompt name; by default that of FILE.")
    @Nullable
    Path folder;

    /**
     * Allows the batch to read files below the folder: with the operator's rights, which only the command line has.
     *
     * @param input the input, also where its text came from standard input
     */
    void grant(UserFolders home, BatchId batch, InputLocation input, BatchSpec spec) throws IOException {
        Store store = home.store();
        List<Path> penstock = Stream.concat(Stream.of(home.folder()), home.storeFolder().stream())
                .toList();
        // Beside an object there are no files; the working folder is as good as for standard input.
        new FileGrants(store).grant(batch, roots(input.path().orElse(home.folder()), penstock), spec);
    }

    /**
     * @param penstock the folders of Penstock, from which nothing is sent
     */
    InputRoots roots(Path input, List<Path> penstock) {
        if (folder != null) {
            Path asked = folder.toAbsolutePath().normalize();
            if (!Files.isDirectory(asked)) {
                throw new UserError("--files: %s is no folder".formatted(folder));
            }
            return new InputRoots(List.of(asked), penstock, false);
        }
        boolean isKept = penstock.stream().anyMatch(input::startsWith);
        Path beside = isKept ? Path.of("").toAbsolutePath() : folderOf(input);
        return InputRoots.workingFolder(beside, USER_HOME, penstock);
    }

    private static Path folderOf(Path input) {
        Path absolute = input.toAbsolutePath();
        return Files.isDirectory(absolute) || absolute.getParent() == null ? absolute : absolute.getParent();
    }
}
