package dev.penstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Files that people have uploaded: {@code files/<id>/{content, file.json}}; one appears whole or not at all. */
public interface UploadedFiles {
    /**
     * A new file, under an id of its own.
     *
     * @throws StoreFullException as its {@code write} and {@code publish} do, when there is no room
     */
    Upload begin() throws IOException;

    Optional<UploadedFile> find(FileId id) throws IOException;

    /** Oldest first. */
    List<FileId> list() throws IOException;

    /** From this byte on; empty when there is no such file. */
    Optional<InputStream> open(FileId id, long from) throws IOException;

    /** Where a worker finds its content. */
    URI locate(FileId id);

    /** Whether there was anything to delete. */
    boolean delete(FileId id) throws IOException;

    /** Clears away what uploads have left behind whose processes died. */
    void deleteAbandoned() throws IOException;
}
