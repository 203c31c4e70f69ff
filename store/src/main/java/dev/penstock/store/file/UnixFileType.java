package dev.penstock.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The type of a file that is neither a regular one nor a folder, as Unix has it in the file's mode. */
public enum UnixFileType {
    PIPE(0010000),
    DISK(0060000),
    SOCKET(0140000),
    /** A regular file, a folder, a character device such as /dev/null, or a file of a system that is not Unix. */
    OTHER(-1);

    /** The bits of a file's mode that tell its type. */
    private static final int TYPE = 0170000;

    private final int mode;

    UnixFileType(int mode) {
        this.mode = mode;
    }

    /** Returns the type of a file, at the end of all symbolic links. */
    public static UnixFileType of(Path file) {
        try {
            int mode = TYPE & (Integer) Files.getAttribute(file, "unix:mode");
            return Arrays.stream(values())
                    .filter(type -> type.mode == mode)
                    .findFirst()
                    .orElse(OTHER);
        } catch (IOException | UnsupportedOperationException e) {
            return OTHER;
        }
    }
}
