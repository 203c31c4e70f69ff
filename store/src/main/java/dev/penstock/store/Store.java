package dev.penstock.store;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.StoreId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store keeps the files of batches, {@code batches/<id>/{input.jsonl, plan/…, results/<shard>/…, output.jsonl,
 * errors.jsonl}}, uploaded files, {@code files/<id>/…}, and cached responses, {@code cache/…}.
 */
public interface Store {
    /**
     * Returns the store's id, which is made when it is first asked for. It is copied with the store's files, and all processes
     * that share these have the same.
     *
     * @throws UncheckedIOException when the id cannot be read or made, with a sentence for the user
     */
    StoreId id();

    /** Reads the requests of a slice from the batch's {@code input.jsonl}. */
    default List<RequestLine> read(BatchId batch, Slice slice) {
        return read(batch, BatchFile.INPUT, slice);
    }

    /** Reads the requests of a slice from the given file of requests. */
    List<RequestLine> read(BatchId batch, BatchFile file, Slice slice);

    /** Opens this process's writer of the result log; the caller closes it. */
    ResultLog openLog();

    /** Opens a shard's results in the result log, from all writers; the caller closes them. */
    ShardResults results(BatchId batch, int shard);

    /** Opens a shard's results of one stage of a pipeline, from all writers; the caller closes them. */
    ShardResults results(BatchId batch, int shard, String stage);

    /** Moves these stages' results and all final results out of the result log, so that they are called again; idempotent. */
    void setAside(BatchId batch, Set<String> stages, int round) throws IOException;

    /** Follows a batch's results as they are logged, from the beginning of the result log. */
    FollowedResults follow(BatchId batch);

    /** Returns everything in a batch's result log, for counting. */
    LoggedResults logged(BatchId batch);

    /** Tells whether the result log has any call or result of this batch. */
    boolean hasResults(BatchId batch);

    /** Opens a file of a batch at its beginning; empty when the file does not exist. */
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
     * Begins new content for a file of a batch.
     *
     * @throws StoreUnavailableException when the disk is full; the file's {@code write} and {@code publish} throw it, too
     */
    AtomicFile create(BatchId batch, BatchFile file) throws IOException;

    void delete(BatchId batch, BatchFile file) throws IOException;

    /** Lists the batches that have files in the store, in no particular order. */
    List<BatchId> batches() throws IOException;

    /** Returns the documents that are kept beside the batches. */
    DocumentStore documents();

    /** Returns the cache of responses for repeated requests. */
    ResponseCache responses();

    /** Returns the URI of a batch's file. */
    URI locate(BatchId batch, BatchFile file);

    /** Returns a file's size and last change without reading it; empty when the file does not exist. */
    Optional<Written> written(BatchId batch, BatchFile file) throws IOException;

    /**
     * Returns the size and last change of the files that several batches have; a bucket is asked once for each batch.
     *
     * @param files files that lie in the batch's folder itself
     */
    default Map<BatchId, Map<BatchFile, Written>> written(Collection<BatchId> batches, Set<BatchFile> files)
            throws IOException {
        Map<BatchId, Map<BatchFile, Written>> all = new HashMap<>();
        for (BatchId batch : batches) {
            Map<BatchFile, Written> found = new EnumMap<>(BatchFile.class);
            for (BatchFile file : files) {
                written(batch, file).ifPresent(is -> found.put(file, is));
            }
            all.put(batch, found);
        }
        return all;
    }

    /** Returns the bytes of all files of a batch, its plan and result logs included; 0 if it has none. */
    long bytes(BatchId batch) throws IOException;

    /** Returns the files that users have uploaded. */
    UploadedFiles uploads();

    /** Returns the copies of inputs that can be read only once. */
    InputCopies inputs();

    /** Returns a sentence about what keeps the store from taking results now; empty when it takes them. */
    Optional<String> trouble();

    /** A file's length and the time of its last change. */
    record Written(long bytes, Instant at) {}
}
