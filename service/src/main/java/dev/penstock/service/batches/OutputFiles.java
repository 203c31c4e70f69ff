package dev.penstock.service.batches;

import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.files.ApiFile;
import dev.penstock.service.files.FilePurpose;
import dev.penstock.service.files.FileSource;
import dev.penstock.service.files.TenantStorage;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The output and error files of batches, served from where the batches have written them. */
@Singleton
public final class OutputFiles implements FileSource {
    private static final Set<BatchFile> LISTED = EnumSet.of(BatchFile.OUTPUT, BatchFile.ERRORS, BatchFile.SUMMARY);

    private final Store store;
    private final StoredBatches stored;
    private final BatchRecords records;
    private final ConcurrentMap<BatchId, Known> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<BatchId, Kept> kept = new ConcurrentHashMap<>();

    OutputFiles(ApiBackend backend, BatchRecords records) {
        this.store = backend.store();
        this.stored = new StoredBatches(store);
        this.records = records;
    }

    @Override
    public Stream<ApiFile> all() throws IOException {
        Stream.Builder<ApiFile> all = Stream.builder();
        List<BatchRecord> listed = records.newestFirst(ApiCaller.ANONYMOUS);
        Map<BatchId, Map<BatchFile, Store.Written>> written = written(listed);
        for (BatchRecord record : listed) {
            for (OutputKind kind : OutputKind.values()) {
                file(record, kind, written.getOrDefault(record.id(), Map.of())).ifPresent(all);
            }
        }
        return all.build();
    }

    @Override
    public Optional<ApiFile> find(String id) throws IOException {
        Optional<OutputKind.Named> named = OutputKind.named(id);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Optional<BatchRecord> record = record(named.get());
        return record.isEmpty()
                ? Optional.empty()
                : file(
                        record.get(),
                        named.get().kind(),
                        written(List.of(record.get())).getOrDefault(record.get().id(), Map.of()));
    }

    @Override
    public Optional<Instant> createdAt(String id) throws IOException {
        Optional<OutputKind.Named> named = OutputKind.named(id);
        return named.isEmpty()
                ? Optional.empty()
                : stored.result(named.get().batch()).map(BatchResult::finishedAt);
    }

    @Override
    public Optional<InputStream> open(String id, long from) throws IOException {
        Optional<OutputKind.Named> named = OutputKind.named(id);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Optional<InputStream> content =
                store.find(named.get().batch(), named.get().kind().file());
        if (content.isPresent()) {
            content.get().skipNBytes(from);
        }
        return content;
    }

    @Override
    public boolean delete(String id) throws IOException {
        Optional<OutputKind.Named> named = OutputKind.named(id);
        if (named.isEmpty()
                || !store.has(named.get().batch(), named.get().kind().file())) {
            return false;
        }
        store.delete(named.get().batch(), named.get().kind().file());
        return true;
    }

    /** Adds what batches keep beside their output files: requests, which are copied from the input, plans and result logs. */
    @Override
    public void countMore(TenantStorage.Count count) throws IOException {
        List<BatchRecord> all = records.newestFirst(ApiCaller.ANONYMOUS);
        Map<BatchId, Map<BatchFile, Store.Written>> written = written(all);
        for (BatchRecord record : all) {
            count.add(record.tenant(), bytesBesideOutputs(record.id(), written.getOrDefault(record.id(), Map.of())));
        }
    }

    private Map<BatchId, Map<BatchFile, Store.Written>> written(List<BatchRecord> all) throws IOException {
        return store.written(all.stream().map(BatchRecord::id).toList(), LISTED);
    }

    private long bytesBesideOutputs(BatchId batch, Map<BatchFile, Store.Written> files) throws IOException {
        Optional<Store.Written> ended = Optional.ofNullable(files.get(BatchFile.SUMMARY));
        Kept before = kept.get(batch);
        // The files of an ended batch change with its summary only, and there may be thousands of them.
        if (before != null && before.ended().equals(ended)) {
            return before.bytes();
        }
        long bytes = store.bytes(batch);
        for (OutputKind kind : OutputKind.values()) {
            Store.Written output = files.get(kind.file());
            bytes -= output == null ? 0 : output.bytes();
        }
        if (ended.isPresent()) {
            kept.put(batch, new Kept(ended, bytes));
        }
        return bytes;
    }

    private record Kept(Optional<Store.Written> ended, long bytes) {}

    private Optional<BatchRecord> record(OutputKind.Named named) throws IOException {
        return records.find(named.batch().value(), ApiCaller.ANONYMOUS);
    }

    private Optional<ApiFile> file(BatchRecord record, OutputKind kind, Map<BatchFile, Store.Written> files)
            throws IOException {
        Store.Written written = files.get(kind.file());
        Optional<BatchResult> result =
                written == null ? Optional.empty() : result(record.id(), files.get(BatchFile.SUMMARY));
        if (result.isEmpty() || !kind.isIn(result.get())) {
            return Optional.empty();
        }
        Instant created = result.get().finishedAt();
        Long life = record.outputSeconds();
        return Optional.of(new ApiFile(
                kind.fileId(record.id()),
                kind.filename(record.id()),
                FilePurpose.BATCH_OUTPUT,
                Objects.requireNonNull(written).bytes(),
                created,
                life == null ? null : created.plusSeconds(life),
                record.tenant()));
    }

    /** Returns a batch's result from a cache, because lists need the results of all batches, and results hardly ever change. */
    private Optional<BatchResult> result(BatchId id, Store.@Nullable Written summary) throws IOException {
        if (summary == null) {
            return Optional.empty();
        }
        Known before = known.get(id);
        if (before != null && before.written().equals(summary)) {
            return Optional.of(before.result());
        }
        Optional<BatchResult> result = stored.result(id);
        result.ifPresent(now -> known.put(id, new Known(summary, now)));
        return result;
    }

    private record Known(Store.Written written, BatchResult result) {}
}
