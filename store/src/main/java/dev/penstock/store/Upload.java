package dev.penstock.store;

import java.io.IOException;
import java.io.OutputStream;

/** An upload in progress: the stream into which a file's content is written. */
public abstract class Upload extends OutputStream {
    public abstract FileId id();

    /** Publishes the file: when this returns, it can be found and survives a loss of power. */
    public abstract void publish(UploadedFile facts) throws IOException;

    /** Discards the content unless it was published. */
    @Override
    public abstract void close() throws IOException;
}
