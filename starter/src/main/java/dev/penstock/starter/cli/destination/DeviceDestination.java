package dev.penstock.starter.cli.destination;

import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.file.UnixFileType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A device such as {@code /dev/null}, or a named pipe; it is written into and never replaced. */
record DeviceDestination(Path path) implements OutputDestination {
    private static final int BUFFER = 1 << 16;

    @Override
    public void checkWritable() {
        UnixFileType type = UnixFileType.of(path);
        if (type == UnixFileType.DISK || type == UnixFileType.SOCKET) {
            throw new UserError("%s is a %s; name a file for the results with -o"
                    .formatted(path, type == UnixFileType.DISK ? "disk" : "socket"));
        }
        if (!Files.isWritable(path)) {
            throw new UserError("%s may not be written by this user; name another file with -o".formatted(path));
        }
    }

    @Override
    public void write(OutputContent content, Publication publication) throws IOException {
        // Neither created nor truncated: a pipe has no length, and what is gone meanwhile was another's.
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.WRITE), BUFFER)) {
            content.writeTo(out);
        }
    }

    @Override
    public Optional<PresentOutput> present() {
        return Optional.empty();
    }

    @Override
    public Optional<String> place() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
