package dev.penstock.service.batches;

import dev.penstock.client.batch.Stored;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
import dev.penstock.service.Backend;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where batches stand: in the store, which knows how they ended, or else by asking the batch itself. */
@Singleton
public final class Standings {
    private final Store store;
    private final Stored stored;
    private final Orders orders;
    private final LiveBatches live;
    private final Places places;

    Standings(Backend backend, Orders orders, LiveBatches live, Places places) {
        this.store = backend.store();
        this.stored = new Stored(store);
        this.orders = orders;
        this.live = live;
        this.places = places;
    }

    Standing of(Order order) throws IOException {
        Optional<Standing> ended = ended(order);
        if (ended.isPresent()) {
            live.forget(order.id());
            return ended.get();
        }
        LiveBatches.Seen seen = live.look(order);
        return switch (seen) {
            case LiveBatches.Seen.Going going -> new Standing.Running(going.progress(), planned(order.id()));
            // It may have left its summary in the meantime.
            case LiveBatches.Seen.Over over -> {
                Optional<Standing> now = ended(order);
                yield now.isPresent() ? now.get() : refused(order, over.refusal());
            }
            case LiveBatches.Seen.Unknown unknown -> new Standing.Refused(unknown.refusal(), planned(order.id()));
        };
    }

    /** Empty while it goes on, as far as the store knows. */
    Optional<Standing> ended(Order order) throws IOException {
        BatchId id = order.id();
        Optional<BatchResult> result = stored.result(id);
        if (result.isPresent()) {
            return Optional.of(
                    new Standing.Ended(places.hide(order, result.get()), planned(id), written(id, BatchFile.ERRORS)));
        }
        Optional<Refusal> refusal = orders.refusal(id);
        return refusal.isPresent() ? Optional.of(new Standing.Refused(refusal.get(), planned(id))) : Optional.empty();
    }

    private Standing refused(Order order, Refusal refusal) throws IOException {
        // Temporal forgets after a while.
        orders.keepRefusal(order.id(), refusal);
        return new Standing.Refused(refusal, planned(order.id()));
    }

    private @Nullable Instant planned(BatchId id) throws IOException {
        return written(id, BatchFile.PLAN);
    }

    private @Nullable Instant written(BatchId id, BatchFile file) throws IOException {
        return store.written(id, file).map(Store.Written::at).orElse(null);
    }
}
