package dev.penstock.store.input;

import dev.penstock.store.s3.object.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders below which a batch may read its input if nobody who may write to the store has submitted it: anybody who can
 * reach the Temporal server can start a batch.
 *
 * @param folders absolute paths; a file must lie below one of them, also after symbolic links are followed
 * @param except folders within them from which nothing is read
 * @param hidden whether files may be read whose names, or whose folders' names, begin with a dot
 * @param buckets places in buckets, below which objects may be read
 * @param exceptInBuckets places within them from which nothing is read
 */
public record InputRoots(
        List<Path> folders,
        List<Path> except,
        boolean hidden,
        List<S3Location> buckets,
        List<S3Location> exceptInBuckets) {
    /** No folder at all. */
    public static final InputRoots NONE = new InputRoots(List.of(), List.of(), false);

    public InputRoots(List<Path> folders, List<Path> except, boolean hidden) {
        this(folders, except, hidden, List.of(), List.of());
    }

    public InputRoots {
        folders = folders.stream().map(Path::normalize).toList();
        except = except.stream().map(Path::normalize).toList();
    }

    /**
     * Returns the folders that apply without configuration: the working folder, unless it holds the user's home, and
     * nothing hidden, because a project's folder has keys in {@code .env} and {@code .git}.
     *
     * @param except the folders of Penstock
     */
    public static InputRoots workingFolder(Path folder, Path userHome, List<Path> except) {
        return new InputRoots(userHome.startsWith(folder) ? List.of() : List.of(folder), except, false);
    }

    /**
     * Finds a file below one of the folders; empty for one that lies elsewhere once all symbolic links are followed. A file
     * that does not exist is found, too, so that its reader can tell what is wrong.
     */
    public Optional<FileBelow> find(Path file) throws IOException {
        // Before the file system is asked, so that nobody learns which files exist elsewhere.
        if (!name(file)) {
            return Optional.empty();
        }
        Path real = Files.exists(file) ? file.toRealPath() : missing(file);
        for (Path folder : folders) {
            Path root = realOf(folder);
            if (real.startsWith(root) && !isExcepted(real) && (hidden || !isHidden(root.relativize(real)))) {
                return Optional.of(new FileBelow(root, real));
            }
        }
        return Optional.empty();
    }

    /** Returns whether an object lies below one of the places in buckets. */
    public boolean allow(S3Location object) {
        return buckets.stream().anyMatch(object::isBelow)
                && exceptInBuckets.stream().noneMatch(object::isBelow);
    }

    /** Returns whether a file lies below one of the folders by its name, wherever links lead. */
    public boolean name(Path file) {
        return folders.stream().anyMatch(file.normalize()::startsWith);
    }

    /** Says which files may be read, for an error message. */
    @Override
    public String toString() {
        return folders.isEmpty() && buckets.isEmpty()
                ? "none is allowed here"
                : "allowed is "
                        + Stream.concat(folders.stream(), buckets.stream())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))
                        + (hidden ? "" : " without hidden files");
    }

    /** Returns where a file would lie, if it came to be without a symbolic link on the way. */
    private Path missing(Path file) {
        Path asked = file.normalize();
        return folders.stream()
                .filter(asked::startsWith)
                .findFirst()
                .map(folder -> realOf(folder).resolve(folder.relativize(asked)))
                .orElse(asked);
    }

    private boolean isExcepted(Path real) {
        return except.stream().map(InputRoots::realOf).anyMatch(real::startsWith);
    }

    private static boolean isHidden(Path path) {
        for (Path name : path) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Path realOf(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException notThere) {
            return folder;
        }
    }
}
