package dev.penstock.store;

import java.io.IOException;
import java.io.OutputStream;

/** A file being written; it appears under its name, whole and durable, when it is published, and otherwise never. */
public abstract class AtomicFile extends OutputStream {
    /** Safe against a crash at any moment: the name stands for the old content or for all of the new. */
    public abstract void publish() throws IOException;

    /** Throws away what was not published. */
    @Override
    public abstract void close() throws IOException;
}
