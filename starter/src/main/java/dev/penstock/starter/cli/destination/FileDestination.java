package dev.penstock.starter.cli.destination;

import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A regular file, or one that does not exist yet.
 *
 * @param named the absolute path that the user named
 * @param target the file itself, at the end of all symbolic links
 */
record FileDestination(Path named, Path target) implements OutputDestination {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_LINKS = 40;

    /** Follows symbolic links, also one that leads to a file which does not exist yet. */
    static FileDestination at(Path named) {
        try {
            Path target = real(named);
            for (int links = 0; Files.isSymbolicLink(target); links++) {
                if (links == MOST_LINKS) {
                    throw new UserError(
                            "%s is a link that leads in a circle; name another file with -o".formatted(named));
                }
                target = real(target.resolveSibling(Files.readSymbolicLink(target)));
            }
            return new FileDestination(named, target);
        } catch (NoSuchFileException e) {
            throw new UserError("there is no folder %s for the results; make it, or name another file with -o"
                    .formatted(e.getFile()));
        } catch (IOException e) {
            throw unwritable(named, e);
        }
    }

    private static Path real(Path file) throws IOException {
        Path folder = Objects.requireNonNullElse(file.getParent(), file).toRealPath();
        return folder.resolve(Objects.requireNonNullElse(file.getFileName(), Path.of("")));
    }

    @Override
    public void checkWritable() {
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new UserError("%s may not be written; name another file with -o".formatted(named));
        }
        // Only an attempt shows a read-only disk, a foreign folder, or a name that is too long.
        try {
            Files.delete(createDraft());
            if (!Files.exists(target)) {
                Files.delete(Files.createFile(target));
            }
        } catch (IOException e) {
            throw unwritable(named, e);
        }
    }

    private static UserError unwritable(Path named, IOException e) {
        String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
        if (e instanceof FileSystemException refused && refused.getReason() != null) {
            reason = refused.getReason();
        }
        return new UserError(
                "the results cannot be written to %s (%s); name a file elsewhere with -o".formatted(named, reason));
    }

    @Override
    public void write(OutputContent content, Publication publication) throws IOException {
        Path draft = createDraft();
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER)) {
                content.writeTo(out);
            }
            keepPermissions(draft);
            publication.prepare(Files.size(draft), Files.getLastModifiedTime(draft));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Path createDraft() throws IOException {
        String name = ".penstock-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + ".part";
        return Files.createFile(target.resolveSibling(name));
    }

    /** Gives the draft the permissions of the file that it replaces. */
    private void keepPermissions(Path draft) throws IOException {
        if (Files.exists(target)) {
            try {
                Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(target));
            } catch (UnsupportedOperationException e) {
                // The file system has no such permissions.
            }
        }
    }

    @Override
    public Optional<PresentOutput> present() throws IOException {
        if (!Files.exists(target)) {
            return Optional.empty();
        }
        return Optional.of(new PresentOutput(
                target.toString(),
                Files.size(target),
                Files.getLastModifiedTime(target),
                () -> Files.newInputStream(target)));
    }

    @Override
    public Optional<String> place() {
        return Optional.of(target.toString());
    }

    @Override
    public String toString() {
        return named.toString();
    }
}
