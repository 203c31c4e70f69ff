package dev.penstock.store.file;

import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** Makes folders and their entries durable, so that these survive a loss of power. */
final class DurableFolders {
    private DurableFolders() {}

    static void create(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path each = folder; each != null && !Files.isDirectory(each); each = each.getParent()) {
            missing.push(each);
        }
        for (Path each : missing) {
            PrivateFiles.createFolders(each);
            Path parent = each.getParent();
            if (parent != null) {
                force(parent);
            }
        }
    }

    /** Forces a folder to the disk, without which the names of its files are not durable. */
    static void force(Path folder) throws IOException {
        // An interrupted thread would close the channel instead.
        boolean isInterrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
