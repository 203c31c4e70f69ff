package dev.penstock.store.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far this process's own files are durable: what lies beyond may not be relied on yet. */
final class DurableLengths {
    private final Map<Path, Long> ends = new ConcurrentHashMap<>();

    /** Called before the first byte is written, so that a reader never takes the file for another process's. */
    void reached(Path file, long end) {
        ends.put(file, end);
    }

    /** Nothing more will be written to it, and what it has is durable. */
    void whole(Path file) {
        ends.remove(file);
    }

    /** How many of this many bytes may be read. */
    long limit(Path file, long size) {
        Long end = ends.get(file);
        return end == null ? size : Math.min(end, size);
    }
}
