package dev.penstock.activities.shard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.StoreId;
import dev.penstock.providers.JsonText;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.FollowedResults;
import dev.penstock.store.InputCopies;
import dev.penstock.store.LoggedResults;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResponseCache;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardLog.Calls;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.UploadedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A store and its log in memory, in which prompts are made from the line's number. */
final class TestingStore implements Store, ResultLog {
    private final AtomicInteger behind = new AtomicInteger();
    private CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);
    final Map<Long, Result> results = new HashMap<>();
    final Map<Long, Integer> open = new HashMap<>();
    final Map<Long, Calls> calls = new HashMap<>();
    final TestingResponses responses = new TestingResponses();
    boolean full;
    /** Happens while requests are read. */
    Runnable reading = () -> {};

    @Override
    public long bytes(BatchId batch) {
        throw notForSlices();
    }

    @Override
    public StoreId id() {
        throw notForSlices();
    }

    @Override
    public List<RequestLine> read(BatchId batch, BatchFile file, Slice slice) {
        reading.run();
        List<RequestLine> lines = new ArrayList<>();
        for (long line = slice.line(); line <= slice.lastLine(); line++) {
            ObjectNode body = JsonText.MAPPER
                    .createObjectNode()
                    .put("model", "gpt-4o-mini")
                    .put("line", line);
            lines.add(new RequestLine(line, "request-" + line, "/v1/chat/completions", body, true));
        }
        return lines;
    }

    @Override
    public FollowedResults follow(BatchId batch) {
        throw notForSlices();
    }

    @Override
    public LoggedResults logged(BatchId batch) {
        throw notForSlices();
    }

    @Override
    public ShardResults results(BatchId batch, int shard) {
        throw notForSlices();
    }

    @Override
    public ShardResults results(BatchId batch, int shard, String stage) {
        throw notForSlices();
    }

    @Override
    public void setAside(BatchId batch, Set<String> stages, int round) {
        throw notForSlices();
    }

    @Override
    public ResultLog stage(String name) {
        throw notForSlices();
    }

    @Override
    public boolean hasResults(BatchId batch) {
        throw notForSlices();
    }

    @Override
    public Optional<InputStream> find(BatchId batch, BatchFile file) {
        throw notForSlices();
    }

    @Override
    public byte[] readRange(BatchId batch, BatchFile file, long offset, int length) {
        throw notForSlices();
    }

    @Override
    public AtomicFile create(BatchId batch, BatchFile file) {
        throw notForSlices();
    }

    @Override
    public void delete(BatchId batch, BatchFile file) {
        throw notForSlices();
    }

    @Override
    public List<BatchId> batches() {
        throw notForSlices();
    }

    @Override
    public DocumentStore documents() {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI locate(BatchId batch, BatchFile file) {
        throw notForSlices();
    }

    @Override
    public Optional<Written> written(BatchId batch, BatchFile file) {
        throw notForSlices();
    }

    @Override
    public ResponseCache responses() {
        return responses;
    }

    @Override
    public InputCopies inputs() {
        throw notForSlices();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public UploadedFiles uploads() {
        throw notForSlices();
    }

    private static UnsupportedOperationException notForSlices() {
        return new UnsupportedOperationException("slices have no use for that");
    }

    @Override
    public ResultLog openLog() {
        return this;
    }

    @Override
    public synchronized void begin(BatchId batch, int shard, long line) {
        open.merge(line, 1, Integer::sum);
    }

    @Override
    public synchronized void endWithout(BatchId batch, int shard, long line, Ending ending) {
        open.merge(line, -1, Integer::sum);
        Calls before = calls.getOrDefault(line, Calls.NONE);
        boolean lost = ending == Ending.LOST;
        calls.put(line, new Calls(before.lost() + (lost ? 1 : 0), before.throttled() + (lost ? 0 : 1), 0, 0));
    }

    @Override
    public synchronized CompletableFuture<Void> append(BatchId batch, int shard, Result result) {
        if (full) {
            return CompletableFuture.failedFuture(new StoreUnavailableException(
                    "the disk is full: /data", new IOException("No space left on device")));
        }
        if (result.startedAt() != null) {
            open.merge(result.line(), -1, Integer::sum);
        }
        results.put(result.line(), result);
        behind.incrementAndGet();
        return disk.thenRun(behind::decrementAndGet);
    }

    /** What is appended from now on is durable only when this is done. */
    synchronized void slowDown(CompletableFuture<Void> untilDone) {
        disk = untilDone;
    }

    @Override
    public int behind() {
        return behind.get();
    }

    @Override
    public synchronized ShardLog read(BatchId batch, int shard) {
        Map<Long, Calls> all = new HashMap<>(calls);
        open.forEach((line, count) -> {
            Calls ended = all.getOrDefault(line, Calls.NONE);
            all.put(line, new Calls(ended.lost(), ended.throttled(), count, 0));
        });
        return new ShardLog(Map.copyOf(results), all);
    }

    synchronized int begun() {
        return open.size();
    }

    @Override
    public void close() {}
}
