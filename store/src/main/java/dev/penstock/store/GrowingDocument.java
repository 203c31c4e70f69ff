package dev.penstock.store;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * A document that grows by whole appends; what it has so far can be read like any document. One thread may
 * append while another makes durable what there is; otherwise not thread-safe.
 */
public interface GrowingDocument extends AutoCloseable {
    /**
     * Appends bytes.
     *
     * @return completes when the bytes survive the death of this process, but perhaps not a loss of power; fails with
     *     {@link StoreUnavailableException} when they cannot be written
     */
    CompletableFuture<Void> append(byte[] bytes) throws IOException;

    /** Returns whether more can be appended; false when the document has gone, or ends in a torn write. */
    boolean isUsable();

    /** Makes all that was appended durable. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
