package dev.penstock.store.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Adds up the bytes of a folder's files, of which some may be deleted meanwhile. */
final class FolderSize {
    private FolderSize() {}

    /** Returns the bytes of all files in a folder and those in it, without what links lead to; 0 without the folder. */
    static long of(Path folder) throws IOException {
        Sum sum = new Sum();
        Path unused = Files.walkFileTree(folder, sum);
        return sum.bytes;
    }

    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            bytes += facts.isRegularFile() ? facts.size() : 0;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
