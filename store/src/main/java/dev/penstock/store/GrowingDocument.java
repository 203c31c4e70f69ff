package dev.penstock.store;

import java.io.IOException;

/**
 * A document that grows by whole appends; what it has so far can be read like any document. One thread may
 * append while another makes durable what there is; otherwise not thread-safe.
 */
public interface GrowingDocument extends AutoCloseable {
    /** Appends bytes that survive the death of this process when this returns, but not a loss of power. */
    void append(byte[] bytes) throws IOException;

    /** Returns whether more can be appended; false when the document has gone, or ends in a torn write. */
    boolean isUsable();

    /** Makes all that was appended durable. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
