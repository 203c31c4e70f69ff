package dev.penstock.activities.attachment;

import java.util.concurrent.Semaphore;

/** Bounds the memory that the files of all calls of a process take together. */
public final class FileMemory {
    /** A file is in memory as it is, in Base64, and as the text that is sent. */
    private static final long TIMES = 6;

    /** The part of the heap for files: 128 MiB of 512. */
    private static final int HEAP_PART = 4;

    private final int kibibytes;
    private final Semaphore memory;

    public FileMemory() {
        this(Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    FileMemory(long bytes) {
        this.kibibytes = (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
        this.memory = new Semaphore(kibibytes, true);
    }

    /** Waits for the memory of files of this size together; what is larger than all takes all. */
    public Share take(long bytes) throws InterruptedException {
        int wanted = (int) Math.min(kibibytes, 1 + (bytes * TIMES >> 10));
        memory.acquire(wanted);
        return new Share(memory, wanted);
    }

    /** Memory that was taken, given back when it is closed. */
    public record Share(Semaphore memory, int kibibytes) implements AutoCloseable {
        @Override
        public void close() {
            memory.release(kibibytes);
        }
    }
}
