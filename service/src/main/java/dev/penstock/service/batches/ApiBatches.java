package dev.penstock.service.batches;

import dev.penstock.client.batch.Batches;
import dev.penstock.contracts.BatchId;
import dev.penstock.service.Backend;
import dev.penstock.service.Promptly;
import dev.penstock.service.callers.Caller;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.Sha256;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches that a caller may see, and what can be done with them. */
@Singleton
public final class ApiBatches {
    private static final Logger log = LoggerFactory.getLogger(ApiBatches.class);
    private static final int DIGITS = 32;

    private final Batches batches;
    private final Orders orders;
    private final Ordering ordering;
    private final Standings standings;
    private final LiveBatches live;
    private final Models models;
    private final Untold untold;

    ApiBatches(
            Backend backend,
            Orders orders,
            Ordering ordering,
            Standings standings,
            LiveBatches live,
            Models models,
            Untold untold) {
        this.untold = untold;
        this.batches = backend.batches();
        this.orders = orders;
        this.ordering = ordering;
        this.standings = standings;
        this.live = live;
        this.models = models;
    }

    /**
     * @param idempotencyKey the same from the same caller means the same batch
     */
    BatchView create(CreateBatch asked, @Nullable String idempotencyKey, Caller caller) throws IOException {
        BatchId id = idempotencyKey == null ? Orders.nextId() : named(idempotencyKey, caller);
        Optional<Order> before = orders.find(id.value(), caller);
        if (before.isEmpty()) {
            return accepted(ordering.place(asked, id, caller));
        }
        if (!asked.isSameAs(before.get())) {
            throw IdempotencyHeader.reused();
        }
        return view(before.get());
    }

    /** What is kept is accepted, also while Temporal does not answer: an error would make clients order it again. */
    private BatchView accepted(Order order) throws IOException {
        try {
            return view(order);
        } catch (ApiFailure e) {
            return new BatchView(order, new Standing.Running(null, null), null, null);
        }
    }

    /**
     * @throws ApiFailure 404 also for what is somebody else's
     */
    public BatchView get(String id, Caller caller) throws IOException {
        return view(order(id, caller));
    }

    /** Newest first, one more than asked for when there are more. */
    List<Order> list(Caller caller, @Nullable String after, int limit) throws IOException {
        List<Order> all = orders.newestFirst(caller);
        int from = 0;
        if (after != null && !after.isEmpty()) {
            Order last = order(after, caller);
            from = all.indexOf(last) + 1;
        }
        return all.subList(from, Math.min(all.size(), from + limit + 1));
    }

    /** Asking twice is as good as once. */
    BatchView cancel(String id, Caller caller) throws IOException {
        Order order = order(id, caller);
        BatchView now = view(order);
        if (now.status() == Status.CANCELLED) {
            return now;
        }
        if (now.status().isFinal()) {
            throw ApiFailure.invalid(
                    "the batch is %s and cannot be cancelled any more".formatted(now.status()),
                    null,
                    "batch_not_cancellable");
        }
        Instant at = now.cancellingAt();
        if (at == null) {
            at = Instant.now();
            orders.keepCancelling(order.id(), at);
        }
        try {
            Promptly.run(() -> batches.find(order.id()).ifPresent(batch -> batch.cancel()));
        } catch (WorkflowNotFoundException endedJustNow) {
            live.forget(order.id());
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            log.warn("{} will be cancelled once Temporal answers", order.id().value(), e);
            untold.add(order);
            return new BatchView(order, now.standing(), at, now.model());
        }
        return view(order);
    }

    BatchView view(Order order) throws IOException {
        return new BatchView(
                order,
                standings.of(order),
                orders.cancelling(order.id()).orElse(null),
                models.find(order.id()).orElse(null));
    }

    private Order order(String id, Caller caller) throws IOException {
        return orders.find(id, caller)
                .orElseThrow(() ->
                        ApiFailure.notFound("No such batch" + (id.matches("[a-z0-9_]{1,64}") ? ": " + id : ""), "id"));
    }

    private static BatchId named(String idempotencyKey, Caller caller) {
        IdempotencyHeader.check(idempotencyKey);
        Sha256 digest = new Sha256();
        digest.add((caller.tenant() == null ? "" : caller.tenant()) + "\n" + idempotencyKey);
        return Orders.id(digest.hex().substring(0, DIGITS));
    }
}
