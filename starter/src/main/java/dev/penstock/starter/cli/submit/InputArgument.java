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
    private static final long GIB = 1L << 30;
    /** As much as an unpacked file may have. */
    private static final long MOST = 64 * GIB;

    private static final long LEFT_FREE = GIB;

    private InputArgument() {}

    static Path resolve(String argument, Path home) throws IOException {
        if (argument.equals("-")) {
            return keep(System.in, home, MOST);
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

    /**
     * @param most the most bytes that are kept; fewer where the disk has less room
     */
    static Path keep(InputStream in, Path home, long most) throws IOException {
        Path folder = PrivateFiles.createFolders(home.resolve("stdin"));
        Path temporary = Files.createTempFile(folder, "stdin", ".part");
        ContentDigest digest = new ContentDigest();
        long room = Math.min(most, Files.getFileStore(folder).getUsableSpace() - LEFT_FREE);
        try (InputStream content = digest.through(in);
                OutputStream out = Files.newOutputStream(temporary)) {
            byte[] buffer = new byte[1 << 16];
            long kept = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                kept += read;
                if (kept > room) {
                    throw new UserError(
                            "standard input is longer than 64 GiB, or fills the disk of %s, where 1 GiB stays free; split it"
                                    .formatted(folder));
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        String name = digest.hex().substring(0, 16);
        return Files.move(temporary, folder.resolve("stdin-" + name), StandardCopyOption.ATOMIC_MOVE);
    }
}
