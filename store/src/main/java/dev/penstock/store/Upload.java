package dev.penstock.store;

import java.io.IOException;
import java.io.OutputStream;

/** A file on its way into the store. */
public abstract class Upload extends OutputStream {
    public abstract FileId id();

    /** From now on it can be found, and survives a loss of power. */
    public abstract void publish(UploadedFile facts) throws IOException;

    /** Throws away what was not published. */
    @Override
    public abstract void close() throws IOException;
}
