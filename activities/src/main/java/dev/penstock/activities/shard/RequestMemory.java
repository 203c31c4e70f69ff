package dev.penstock.activities.shard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory that the requests of all slices of a process take together. A slice takes what it needs all at once,
 * so that no two wait for each other; small ones take nothing. The slices of one pool take half at most, because they keep it
 * while the pool is paused.
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
    private final Map<String, Semaphore> ofPools = new ConcurrentHashMap<>();

    public RequestMemory() {
        this(Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    RequestMemory(long bytes) {
        this.kibibytes = (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
        this.memory = new Semaphore(kibibytes, true);
    }

    /** Returns the most bytes of requests that one slice may have; up to twice all is tried, alone. */
    public long most() {
        return 2 * (long) kibibytes * 1024 / TIMES;
    }

    /**
     * Returns the share of a slice that has nothing yet.
     *
     * @param pool the slice's pool
     * @param heartbeat called every second while the slice waits; may throw to end it
     */
    public Share share(String pool, Runnable heartbeat) {
        return new Share(ofPools.computeIfAbsent(pool, any -> new Semaphore(half(), true)), heartbeat);
    }

    private int half() {
        return kibibytes / 2;
    }

    /** The memory of one slice, given back when it is closed. */
    public final class Share implements AutoCloseable {
        private final Semaphore ofPool;
        private final Runnable heartbeat;
        private int taken;

        private Share(Semaphore ofPool, Runnable heartbeat) {
            this.ofPool = ofPool;
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
                await(ofPool, Math.min(wanted, half()));
                try {
                    await(memory, wanted);
                    taken = wanted;
                } finally {
                    if (taken == 0) {
                        ofPool.release(Math.min(wanted, half()));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while other requests were called", e);
            }
        }

        private void await(Semaphore some, int wanted) throws InterruptedException {
            while (!some.tryAcquire(wanted, 1, TimeUnit.SECONDS)) {
                heartbeat.run();
            }
        }

        @Override
        public void close() {
            memory.release(taken);
            ofPool.release(Math.min(taken, half()));
            taken = 0;
        }
    }
}
