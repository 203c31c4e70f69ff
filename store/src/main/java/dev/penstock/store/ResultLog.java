package dev.penstock.store;

import dev.penstock.contracts.BatchId;
import java.util.concurrent.CompletableFuture;

/**
 * The durable memory of what was called and what came of it; one writer a process.
 *
 * <p>Before a call {@link #begin}, after it exactly one of {@link #append} (it has a result) or {@link #endWithout}
 * (lost or throttled, to be tried again). A call that was begun and never ended was cut off by a crash.
 */
public interface ResultLog extends AutoCloseable {
    /**
     * Notes that a call goes out now; survives the death of this process, not a loss of power.
     *
     * @throws StoreFullException when its result would find no room, as others did before
     */
    void begin(BatchId batch, int shard, long line);

    /** Notes that a call ended without a result. */
    void endWithout(BatchId batch, int shard, long line, Ending ending);

    /**
     * Completes only when the result is durable; fails with {@link StoreFullException} when the disk is full and with
     * {@link java.io.UncheckedIOException} on other trouble.
     */
    CompletableFuture<Void> append(BatchId batch, int shard, Result result);

    /** How many results were appended and are not durable yet. */
    int behind();

    /**
     * All that is known of a shard, whichever process wrote it, as far as it is durable. Its results come without
     * their bodies, which {@link Store#results} reads: a shard's answers may be hundreds of megabytes.
     */
    ShardLog read(BatchId batch, int shard);

    /** The part of this log that has what came of one stage of a pipeline; not to be closed. */
    ResultLog stage(String name);

    @Override
    void close();

    /** How a call ended that has no result. */
    enum Ending {
        /** A fault for which nobody charges. */
        LOST,
        /** A fault of which nobody knows whether it is charged for: the answer didn't come, or couldn't be read. */
        LOST_ON_THE_WAY,
        THROTTLED,
        /** The provider turned the account away, not the request. */
        TURNED_AWAY
    }
}
