package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates files and folders that only this user may enter, read and write, whatever the umask is. */
final class PrivateFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Creates a folder and its missing parents; folders that exist stay as they are. */
    static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(FOLDER));
    }

    /** Creates a folder that is Penstock's alone, or closes an existing one to other users. */
    static void ownFolder(Path folder) throws IOException {
        createFolders(folder);
        narrow(folder, FOLDER);
    }

    /** Creates an empty file, or closes an existing one to other users. */
    static void ownFile(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.newByteChannel(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                            attributes(FILE))
                    .close();
        } else {
            narrow(file, FILE);
        }
    }

    private static void narrow(Path path, Set<PosixFilePermission> allowed) throws IOException {
        if (!POSIX || Files.isSymbolicLink(path)) {
            return;
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!allowed.containsAll(found)) {
            try {
                Files.setPosixFilePermissions(path, allowed);
            } catch (FileSystemException e) {
                // Another user's; `penstock doctor` says who may read the state folder.
            }
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
