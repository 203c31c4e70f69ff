package dev.penstock.store.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The durable length of each file that this process is writing; readers must not go beyond it. */
final class DurableLengths {
    private final Map<Path, Long> ends = new ConcurrentHashMap<>();

    /** Sets a file's durable length; first called before the first byte, so that no reader takes the file for a foreign one. */
    void reached(Path file, long end) {
        ends.put(file, end);
    }

    /** Marks a file as complete and durable. */
    void whole(Path file) {
        ends.remove(file);
    }

    /** Returns how many bytes of a file of the given size may be read. */
    long limit(Path file, long size) {
        Long end = ends.get(file);
        return end == null ? size : Math.min(end, size);
    }
}
