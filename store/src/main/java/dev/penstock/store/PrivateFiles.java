package dev.penstock.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates the files and folders of Penstock, which only this user may enter, read and write, whatever the umask is. */
public final class PrivateFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Creates a new, empty file. */
    public static Path create(Path file) throws IOException {
        return Files.createFile(file, attributes(FILE));
    }

    /** Returns the attributes with which a new file is opened. */
    public static FileAttribute<?>[] ofNewFiles() {
        return attributes(FILE);
    }

    /** Creates a folder and its missing parents; folders that exist stay as they are. */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(FOLDER));
    }

    /** Closes a folder or file to other users, if it exists and is this user's. */
    public static void narrow(Path path) {
        boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        try {
            if (POSIX && (isFolder || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) && !isPrivate(path)) {
                Files.setPosixFilePermissions(path, isFolder ? FOLDER : FILE);
            }
        } catch (IOException anothers) {
            // Another user's; `penstock doctor` says who may read it.
        }
    }

    /** Tells whether no other user may enter, read or change a folder or file; true where the file system has no permissions. */
    public static boolean isPrivate(Path path) throws IOException {
        return !POSIX || FOLDER.containsAll(Files.getPosixFilePermissions(path));
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
