package dev.penstock.starter.cli.submit;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Resolves the input file; copies standard input to the state folder, so that the run can be continued. */
final class InputArgument {
    private InputArgument() {}

    static Path resolve(String argument, Path home) throws IOException {
        if (argument.equals("-")) {
            return keep(System.in, home);
        }
        Path input = Path.of(argument).toAbsolutePath().normalize();
        if (Files.isDirectory(input)) {
            throw new UserError(argument + " is a folder; name the file that has the prompts");
        }
        if (!Files.isReadable(input)) {
            throw new UserError(Files.exists(input) ? argument + " cannot be read" : "there is no file " + argument);
        }
        if (!Files.isRegularFile(input)) {
            throw new UserError(argument + " is a pipe or a device, not a file; send its content to standard input and"
                    + " name it -, as in: … | penstock run -");
        }
        return input;
    }

    private static Path keep(InputStream in, Path home) throws IOException {
        Path folder = PrivateFiles.createFolders(home.resolve("stdin"));
        Path temporary = Files.createTempFile(folder, "stdin", ".part");
        ContentDigest digest = new ContentDigest();
        try (InputStream content = digest.through(in);
                OutputStream out = Files.newOutputStream(temporary)) {
            content.transferTo(out);
        }
        String name = digest.hex().substring(0, 16);
        return Files.move(temporary, folder.resolve("stdin-" + name), StandardCopyOption.ATOMIC_MOVE);
    }
}
