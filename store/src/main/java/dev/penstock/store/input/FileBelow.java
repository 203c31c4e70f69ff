package dev.penstock.store.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Opens a file below a folder without following a symbolic link on the way. Each folder is opened within the one before, so
 * that nobody can put a link in its place after it was checked.
 *
 * @param root the real path of the folder
 * @param path the file's real path
 */
public record FileBelow(Path root, Path path) {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    public InputStream open() throws IOException {
        return Channels.newInputStream(openChannel());
    }

    /** Opens the file for reading anywhere. */
    public SeekableByteChannel openChannel() throws IOException {
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
            // On systems without such folders, only the last name is safe from links.
            return folder instanceof SecureDirectoryStream<Path> secure
                    ? open(secure, root.relativize(path))
                    : Files.newByteChannel(path, READ);
        }
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path rest) throws IOException {
        if (rest.getNameCount() == 1) {
            return folder.newByteChannel(rest, READ);
        }
        try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(rest.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            return open(next, rest.subpath(1, rest.getNameCount()));
        }
    }
}
