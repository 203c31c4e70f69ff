package dev.penstock.store;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where files lie: {@code batches/<id>/{input.jsonl, plan/…, results/<shard>/…, output.jsonl, errors.jsonl}}, and what
 * people have uploaded, {@code files/<id>/…}; and answers that are kept, {@code cache/…}.
 */
public interface Store {
    /** The requests of a slice, read from the batch's {@code input.jsonl} at the slice's place. */
    default List<RequestLine> read(BatchId batch, Slice slice) {
        return read(batch, BatchFile.INPUT, slice);
    }

    /** The same from another file of requests. */
    List<RequestLine> read(BatchId batch, BatchFile file, Slice slice);

    /** This process's writer; to be closed. */
    ResultLog openLog();

    /** What the result log has of a shard, whoever wrote it; to be closed. */
    ShardResults results(BatchId batch, int shard);

    /** The same of one stage of a pipeline. */
    ShardResults results(BatchId batch, int shard, String stage);

    /** Puts away what the log has of these stages, and all that was made of it, so that it is called again; safe to run again. */
    void setAside(BatchId batch, Set<String> stages, int round) throws IOException;

    /** From the log's beginning on. */
    FollowedResults follow(BatchId batch);

    /** The whole result log, for counting. */
    LoggedResults logged(BatchId batch);

    /** Whether the result log has anything at all of this batch. */
    boolean hasResults(BatchId batch);

    /** From its beginning; empty when there is none. */
    Optional<InputStream> find(BatchId batch, BatchFile file) throws IOException;

    default boolean has(BatchId batch, BatchFile file) throws IOException {
        Optional<InputStream> found = find(batch, file);
        if (found.isPresent()) {
            found.get().close();
        }
        return found.isPresent();
    }

    byte[] readRange(BatchId batch, BatchFile file, long offset, int length) throws IOException;

    /**
     * A new content for this file.
     *
     * @throws StoreFullException as its {@code write} and {@code publish} do, when there is no room
     */
    AtomicFile create(BatchId batch, BatchFile file) throws IOException;

    void delete(BatchId batch, BatchFile file) throws IOException;

    /** Of which it has anything, in no particular order. */
    List<BatchId> batches() throws IOException;

    /** What is kept beside the batches. */
    DocumentStore documents();

    /** Answers kept for the next one who asks the same. */
    ResponseCache responses();

    /** Where others find it. */
    URI locate(BatchId batch, BatchFile file);

    /** What is known of a file without reading it; empty when there is none. */
    Optional<Written> written(BatchId batch, BatchFile file) throws IOException;

    /** Those that people have uploaded. */
    UploadedFiles uploads();

    /** How long a file is, and since when it is that way. */
    record Written(long bytes, Instant at) {}
}
