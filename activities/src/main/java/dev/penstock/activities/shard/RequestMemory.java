package dev.penstock.activities.shard;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory that the requests of all slices of a process take together. A slice takes what it needs all at once,
 * so that no two wait for each other; small ones take nothing.
 */
public final class RequestMemory {
    /** Slices up to this size, in bytes, are not counted: hundreds of them may run at once. */
    private static final long SMALL = 64 << 10;

    /** A request is in memory as JSON, as the text that is sent, and in part as the answer that repeats it. */
    private static final long TIMES = 4;

    /** The part of the heap for requests: 128 MiB of 512. */
    private static final int HEAP_PART = 4;

    private final int kibibytes;
    private final Semaphore memory;

    public RequestMemory() {
        this(Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    RequestMemory(long bytes) {
        this.kibibytes = (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
        this.memory = new Semaphore(kibibytes, true);
    }

    /**
     * Returns the share of a slice that has nothing yet.
     *
     * @param heartbeat called every second while the slice waits; may throw to end it
     */
    public Share share(Runnable heartbeat) {
        return new Share(heartbeat);
    }

    /** What one slice takes. */
    public final class Share implements AutoCloseable {
        private final Runnable heartbeat;
        private int taken;

        private Share(Runnable heartbeat) {
            this.heartbeat = heartbeat;
        }

        /** Takes memory for requests of this size in all, waiting until there is some; what is larger than all takes all. */
        public void take(long bytes) {
            int wanted = bytes <= SMALL ? 0 : (int) Math.min(kibibytes, bytes * TIMES >> 10);
            if (wanted <= taken) {
                return;
            }
            // Given back first: a slice that keeps some while it waits for more could wait for one that does the same.
            close();
            try {
                while (!memory.tryAcquire(wanted, 1, TimeUnit.SECONDS)) {
                    heartbeat.run();
                }
                taken = wanted;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while other requests were called", e);
            }
        }

        @Override
        public void close() {
            memory.release(taken);
            taken = 0;
        }
    }
}
