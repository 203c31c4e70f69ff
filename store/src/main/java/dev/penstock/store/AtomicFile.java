package dev.penstock.store;

import java.io.IOException;
import java.io.OutputStream;

/** A file being written, which appears under its name, whole and durable, only when it is published. */
public abstract class AtomicFile extends OutputStream {
    /** Publishes the content; after a crash at any moment, the name has either the old content or all of the new. */
    public abstract void publish() throws IOException;

    /**
     * Publishes the content unless the name is taken: of several writers, in any process that shares the store, one
     * succeeds.
     *
     * @return whether the content was published
     */
    public abstract boolean publishNew() throws IOException;

    /** Discards the content unless it was published. */
    @Override
    public abstract void close() throws IOException;
}
