package dev.penstock.service.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Where files come from that the API shows; each knows its own ids from everybody else's. */
public interface FileSource {
    /** In no particular order; those that have expired may be among them. */
    Stream<ApiFile> all() throws IOException;

    Optional<ApiFile> find(String id) throws IOException;

    /** Also of one that is deleted; empty for an id that never was one of this source. */
    Optional<Instant> createdAt(String id) throws IOException;

    /** From this byte on; empty when it is gone. */
    Optional<InputStream> open(String id, long from) throws IOException;

    void delete(String id) throws IOException;
}
