package dev.penstock.service.batches;

import dev.penstock.contracts.BatchId;
import dev.penstock.service.Backend;
import dev.penstock.service.callers.Caller;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Draft;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.TimedName;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What has been ordered, as the store has it; several processes may add to it. */
@Singleton
public final class Orders {
    private static final String PREFIX = "batch_";
    private static final Pattern ID = Pattern.compile(PREFIX + "[0-9a-f]{32}");
    private static final Comparator<Order> NEWEST_FIRST = Comparator.comparing(Order::createdAt)
            .thenComparing(order -> order.id().value())
            .reversed();

    private final Store store;
    private final ConcurrentMap<BatchId, Order> known = new ConcurrentHashMap<>();

    Orders(Backend backend) {
        this.store = backend.store();
    }

    public static BatchId nextId() {
        return new BatchId(PREFIX + TimedName.next());
    }

    /**
     * @param digits 32 hexadecimal ones
     */
    static BatchId id(String digits) {
        return new BatchId(PREFIX + digits);
    }

    /** Before the batch itself is started, so that none runs that nobody knows of. */
    void keep(Order order) throws IOException {
        write(order.id(), BatchFile.ORDER, order);
        known.put(order.id(), order);
    }

    /** Empty also for what is somebody else's. */
    public Optional<Order> find(String id, Caller caller) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return find(new BatchId(id)).filter(order -> caller.owns(order.tenant()));
    }

    List<Order> newestFirst(Caller caller) throws IOException {
        List<Order> orders = all(order -> caller.owns(order.tenant()));
        orders.sort(NEWEST_FIRST);
        return orders;
    }

    /** So young that they may still have to be started. */
    List<Order> startable() throws IOException {
        return all(Order::mayStillStart);
    }

    private List<Order> all(Predicate<Order> wanted) throws IOException {
        List<Order> orders = new ArrayList<>();
        for (BatchId id : store.batches()) {
            if (ID.matcher(id.value()).matches()) {
                find(id).filter(wanted).ifPresent(orders::add);
            }
        }
        return orders;
    }

    /** When its cancelling was asked for first. */
    Optional<Instant> cancelling(BatchId id) throws IOException {
        return read(id, BatchFile.CANCEL, Instant.class);
    }

    void keepCancelling(BatchId id, Instant at) throws IOException {
        write(id, BatchFile.CANCEL, at);
    }

    Optional<Refusal> refusal(BatchId id) throws IOException {
        return read(id, BatchFile.REFUSAL, Refusal.class);
    }

    void keepRefusal(BatchId id, Refusal refusal) throws IOException {
        write(id, BatchFile.REFUSAL, refusal);
    }

    private Optional<Order> find(BatchId id) throws IOException {
        Order order = known.get(id);
        if (order == null) {
            order = read(id, BatchFile.ORDER, Order.class).orElse(null);
            if (order != null) {
                known.put(id, order);
            }
        }
        return Optional.ofNullable(order);
    }

    private <T> Optional<T> read(BatchId id, BatchFile file, Class<T> type) throws IOException {
        Optional<InputStream> found = store.find(id, file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(Json.MAPPER.readValue(in, type));
        }
    }

    private void write(BatchId id, BatchFile file, Object content) throws IOException {
        try (Draft draft = store.create(id, file)) {
            draft.write(Json.MAPPER.writeValueAsBytes(content));
            draft.publish();
        }
    }
}
