package dev.penstock.service.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A source of files for the API, such as uploads or batch outputs; each source recognizes its own ids. */
public interface FileSource {
    /** Returns all files in no particular order; expired files may be included. */
    Stream<ApiFile> all() throws IOException;

    Optional<ApiFile> find(String id) throws IOException;

    /** Returns when a file was created, even if it has been deleted; empty for an id that is not of this source. */
    Optional<Instant> createdAt(String id) throws IOException;

    /** Opens a file's content from this byte on; empty when the file does not exist. */
    Optional<InputStream> open(String id, long from) throws IOException;

    /** Deletes a file and tells whether it existed. */
    boolean delete(String id) throws IOException;

    /** Adds what is stored for tenants beside the files themselves. */
    default void countMore(TenantStorage.Count count) throws IOException {}
}
