package dev.penstock.store;

import dev.penstock.contracts.BatchId;
import java.util.concurrent.CompletableFuture;

/**
 * The result log is the durable record of calls and their results; each process has one writer.
 *
 * <p>The caller calls {@link #begin} before a call, and after it exactly one of {@link #append} (the call has a result)
 * and {@link #endWithout} (lost or throttled, to be retried). A call that has begun and never ended was cut off by a crash.
 */
public interface ResultLog extends AutoCloseable {
    /**
     * Records that a call begins; the record survives the death of this process, but not a loss of power.
     *
     * @throws StoreUnavailableException when the disk is full, so that the result could not be stored
     */
    void begin(BatchId batch, int shard, long line);

    /** Records that a call ended without a result. */
    void endWithout(BatchId batch, int shard, long line, Ending ending);

    /**
     * Appends a call's result to the log.
     *
     * @return completes only when the result is durable; fails with {@link StoreUnavailableException} when the disk is full and
     *     with {@link java.io.UncheckedIOException} on other I/O errors
     */
    CompletableFuture<Void> append(BatchId batch, int shard, Result result);

    /** Returns the number of appended results that are not durable yet. */
    int behind();

    /**
     * Reads all durable results and calls of a shard, from all writers. Results come without their responses' bodies,
     * which {@link Store#results} reads: a shard's responses may be hundreds of megabytes.
     */
    ShardLog read(BatchId batch, int shard);

    /** Returns the part of this log that holds the calls of one stage of a pipeline; closing it does nothing. */
    ResultLog stage(String name);

    @Override
    void close();

    /** How a call without a result ended. */
    enum Ending {
        /** A failed call that the provider does not charge for. */
        LOST,
        /** A failed call that the provider may charge for: the response did not arrive, or could not be read. */
        LOST_ON_THE_WAY,
        /** A call that was cancelled without a fault, and that the provider may charge for: it had answered, and delivers nothing. */
        UNDELIVERED,
        THROTTLED,
        /** The provider refused the account, not the request; or the call was not made after all. */
        TURNED_AWAY
    }
}
