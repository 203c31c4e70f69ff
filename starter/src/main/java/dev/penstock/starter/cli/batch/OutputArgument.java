package dev.penstock.starter.cli.batch;

import dev.penstock.starter.cli.output.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that the results file can be written before the first call, rather than after all calls are paid for. */
public final class OutputArgument {
    private OutputArgument() {}

    public static Path check(Path results) {
        Path file = results.toAbsolutePath().normalize();
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UserError("there is no folder %s for the results; make it, or name another file with -o"
                    .formatted(folder == null ? file : folder));
        }
        if (!Files.isWritable(folder)) {
            throw new UserError("the results cannot be written to %s; name a file elsewhere with -o".formatted(folder));
        }
        if (Files.isDirectory(file)) {
            throw new UserError("%s is a folder; name a file for the results with -o".formatted(file));
        }
        return file;
    }
}
