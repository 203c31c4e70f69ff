package dev.penstock.starter.cli.service;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.contracts.BatchId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of each unfinished batch that it waits for a pool which nobody serves, such as that of an earlier key. */
final class WaitingBatches {
    private static final Logger log = LoggerFactory.getLogger(WaitingBatches.class);
    /** The first look comes when the workers of this process and of others can be found. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** How long a batch that waits for nothing is not looked at again. */
    private static final Duration AGAIN = Duration.ofSeconds(30);
    /** A batch that is looked at costs a reading of its plan and calls of Temporal, so of many each has its turn. */
    private static final int LOOKED_AT = 50;
    /** Running batches beyond these are left out: more would be a burden on Temporal at each look. */
    private static final int LISTED = 10_000;

    private final Supplier<Stream<BatchId>> running;
    private final Function<BatchId, Optional<String>> missing;
    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private final AtomicBoolean looking = new AtomicBoolean();
    /** Batches of which it was said that they wait. */
    private final Set<BatchId> said = new HashSet<>();

    private final Map<BatchId, Long> lookedAt = new HashMap<>();

    /** Batches of which it was said that they could not be looked at; they are tried again. */
    private final Set<BatchId> failed = new HashSet<>();

    private boolean isUnknown;
    private long next;

    /**
     * @param running unfinished batches
     * @param missing what a batch waits for; empty if a worker has its pools
     */
    WaitingBatches(
            Supplier<Stream<BatchId>> running,
            Function<BatchId, Optional<String>> missing,
            Consumer<String> say,
            LongSupplier nanoTime) {
        this.running = running;
        this.missing = missing;
        this.say = say;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + INTERVAL.toNanos();
    }

    /**
     * @param served the pools that this process serves
     */
    static WaitingBatches of(BatchDirectory batches, List<String> served, Consumer<String> say) {
        return new WaitingBatches(
                () -> batches.listRunning().map(ListedBatch::id).map(BatchId::new),
                batch -> batches.missingPool(batch, served),
                say,
                System::nanoTime);
    }

    /** Looks in the background, if it is time to; to be called repeatedly. */
    void look() {
        if (nanoTime.getAsLong() - next >= 0 && looking.compareAndSet(false, true)) {
            next = nanoTime.getAsLong() + INTERVAL.toNanos();
            Thread.ofVirtual().name("waiting-batches").start(() -> {
                try {
                    sayNew();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** Looks now, at the batches that have not had their turn for longest. */
    void sayNew() {
        turn().forEach(this::look);
    }

    private List<BatchId> turn() {
        try {
            List<BatchId> all = running.get().limit(LISTED).toList();
            isUnknown = false;
            Set<BatchId> unfinished = Set.copyOf(all);
            said.retainAll(unfinished);
            failed.retainAll(unfinished);
            lookedAt.keySet().retainAll(unfinished);
            // One moment for all, as sorting requires.
            long now = nanoTime.getAsLong();
            return all.stream()
                    .distinct()
                    .filter(batch -> !said.contains(batch) && age(batch, now) >= AGAIN.toNanos())
                    .sorted(Comparator.comparingLong((BatchId batch) -> age(batch, now))
                            .reversed())
                    .limit(LOOKED_AT)
                    .toList();
        } catch (RuntimeException e) {
            if (!isUnknown) {
                log.info("It is not known which batches wait for other workers: {}", e.toString());
            }
            isUnknown = true;
            return List.of();
        }
    }

    /** Returns how long ago a batch was looked at. */
    private long age(BatchId batch, long now) {
        Long at = lookedAt.get(batch);
        return at == null ? Long.MAX_VALUE : now - at;
    }

    private void look(BatchId batch) {
        lookedAt.put(batch, nanoTime.getAsLong());
        try {
            missing.apply(batch).ifPresent(wait -> {
                said.add(batch);
                say.accept("batch %s %s".formatted(batch, wait));
            });
        } catch (RuntimeException e) {
            if (failed.add(batch)) {
                log.warn("It is not known whether batch {} waits for other workers: {}", batch, e.toString());
            }
        }
    }
}
