package dev.penstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Keeps the files that users have uploaded, {@code files/<id>/{content, file.json}}; a file appears whole or not at all. */
public interface UploadedFiles {
    /**
     * Begins a new file under a new id.
     *
     * @throws StoreUnavailableException when the disk is full; the upload's {@code write} and {@code publish} throw it, too
     */
    Upload begin() throws IOException;

    Optional<UploadedFile> find(FileId id) throws IOException;

    /** Lists the uploaded files, oldest first. */
    List<UploadedFile> list() throws IOException;

    /** Opens a file's content at the given byte; empty when there is no such file. */
    Optional<InputStream> open(FileId id, long from) throws IOException;

    /** Returns the URI at which a worker finds a file's content. */
    URI locate(FileId id);

    /** Deletes a file and tells whether it existed. */
    boolean delete(FileId id) throws IOException;

    /** Deletes what unfinished uploads of dead processes have left behind. */
    void deleteAbandoned() throws IOException;
}
