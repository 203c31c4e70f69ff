package dev.penstock.activities.attachment;

import dev.penstock.contracts.Urgency;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Bounds the memory that the files of all calls of a process take together. A call reserves memory before it waits for a permit
 * of its pool, so that none waits for memory with a permit that a smaller call could use. Reservations are bounded for each pool,
 * because they last as long as an outage of the pool; only calls under way take memory from other pools.
 */
public final class FileMemory {
    /** A file is in memory as it is, in Base64, and as the text that is sent. */
    private static final long TIMES = 6;

    /** The part of the heap for files: 128 MiB of 512. */
    private static final int HEAP_PART = 4;

    private final int kibibytes;
    private final MemoryQueue called;
    private final Map<String, MemoryQueue> reserved = new ConcurrentHashMap<>();

    public FileMemory() {
        this(Runtime.getRuntime().maxMemory() / HEAP_PART);
    }

    public FileMemory(long bytes) {
        this.kibibytes = (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
        this.called = new MemoryQueue(kibibytes);
    }

    /**
     * Waits until a call of a pool may wait for its permit; what is larger than all memory reserves all.
     *
     * @param bytes the size of its files together
     * @param isUnwanted whether the wait has become pointless; asked again after {@link #wake}
     * @return what is to be closed after the call; empty if the wait has become pointless
     */
    public Optional<Share> reserve(String pool, long bytes, Urgency urgency, BooleanSupplier isUnwanted)
            throws InterruptedException {
        return ofPool(pool).take(kibibytes(bytes), urgency, isUnwanted).map(share -> share::close);
    }

    /** Waits until a call's files may be read; with one pool, the call's reservation has seen to that. */
    public Share take(long bytes) throws InterruptedException {
        return called.take(kibibytes(bytes), Urgency.NORMAL, () -> false).orElseThrow()::close;
    }

    /** Lets all calls of a pool that wait for a reservation ask again whether they still want it. */
    public void wake(String pool) {
        ofPool(pool).wake();
    }

    /** Returns how many calls of a pool wait for a reservation. */
    public int waiting(String pool) {
        return ofPool(pool).waiting();
    }

    private MemoryQueue ofPool(String pool) {
        return reserved.computeIfAbsent(pool, any -> new MemoryQueue(kibibytes));
    }

    private int kibibytes(long bytes) {
        return (int) Math.min(kibibytes, 1 + (bytes * TIMES >> 10));
    }

    /** Memory that was taken, given back when it is closed. */
    @FunctionalInterface
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }
}
