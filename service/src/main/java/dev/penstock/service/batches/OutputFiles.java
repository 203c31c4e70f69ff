package dev.penstock.service.batches;

import dev.penstock.client.batch.Stored;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
import dev.penstock.service.Backend;
import dev.penstock.service.callers.Caller;
import dev.penstock.service.files.ApiFile;
import dev.penstock.service.files.FileSource;
import dev.penstock.service.files.Purpose;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** The files that batches have left, where the batches left them. */
@Singleton
public final class OutputFiles implements FileSource {
    private final Store store;
    private final Stored stored;
    private final Orders orders;
    private final ConcurrentMap<BatchId, Known> known = new ConcurrentHashMap<>();

    OutputFiles(Backend backend, Orders orders) {
        this.store = backend.store();
        this.stored = new Stored(store);
        this.orders = orders;
    }

    @Override
    public Stream<ApiFile> all() throws IOException {
        Stream.Builder<ApiFile> all = Stream.builder();
        for (Order order : orders.newestFirst(Caller.ANYBODY)) {
            for (OutputKind kind : OutputKind.values()) {
                file(order, kind).ifPresent(all);
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
        Optional<Order> order = order(named.get());
        return order.isEmpty()
                ? Optional.empty()
                : file(order.get(), named.get().kind());
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
    public void delete(String id) throws IOException {
        Optional<OutputKind.Named> named = OutputKind.named(id);
        if (named.isPresent()) {
            store.delete(named.get().batch(), named.get().kind().file());
        }
    }

    private Optional<Order> order(OutputKind.Named named) throws IOException {
        return orders.find(named.batch().value(), Caller.ANYBODY);
    }

    private Optional<ApiFile> file(Order order, OutputKind kind) throws IOException {
        Optional<Store.Written> written = store.written(order.id(), kind.file());
        Optional<BatchResult> result = written.isEmpty() ? Optional.empty() : result(order.id());
        if (result.isEmpty() || !kind.isIn(result.get())) {
            return Optional.empty();
        }
        Instant created = result.get().finishedAt();
        Long life = order.outputSeconds();
        return Optional.of(new ApiFile(
                kind.fileId(order.id()),
                kind.filename(order.id()),
                Purpose.BATCH_OUTPUT,
                written.get().bytes(),
                created,
                life == null ? null : created.plusSeconds(life),
                order.tenant()));
    }

    /** Lists need all of them, and they hardly ever change. */
    private Optional<BatchResult> result(BatchId id) throws IOException {
        Optional<Store.Written> written = store.written(id, BatchFile.SUMMARY);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Known before = known.get(id);
        if (before != null && before.written().equals(written.get())) {
            return Optional.of(before.result());
        }
        Optional<BatchResult> result = stored.result(id);
        result.ifPresent(now -> known.put(id, new Known(written.get(), now)));
        return result;
    }

    private record Known(Store.Written written, BatchResult result) {}
}
