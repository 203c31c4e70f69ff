package dev.penstock.starter.cli.service;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.contracts.BatchId;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of each unfinished batch that it waits for a pool which nobody serves, such as that of an earlier key. */
final class WaitingBatches {
    private static final Logger log = LoggerFactory.getLogger(WaitingBatches.class);
    /** The first look comes when the workers of this process and of others can be found. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int LOOKED_AT = 50;

    private final Supplier<List<BatchId>> running;
    private final Function<BatchId, Optional<String>> missing;
    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private final Set<BatchId> said = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private long next;

    /**
     * @param running unfinished batches
     * @param missing what a batch waits for; empty if a worker has its pools
     */
    WaitingBatches(
            Supplier<List<BatchId>> running,
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
                () -> batches.listRunning()
                        .limit(LOOKED_AT)
                        .map(ListedBatch::id)
                        .map(BatchId::new)
                        .toList(),
                batch -> batches.missingPool(batch, served),
                say,
                System::nanoTime);
    }

    /** Looks in the background, if it is time to; to be called repeatedly. */
    void look() {
        if (nanoTime.getAsLong() - next >= 0 && looking.compareAndSet(false, true)) {
            next = nanoTime.getAsLong() + INTERVAL.toNanos();
            Thread.ofVirtual().name("waiting-batches").start(() -> {
                sayNew();
                looking.set(false);
            });
        }
    }

    /** Looks now. */
    void sayNew() {
        try {
            for (BatchId batch : running.get()) {
                if (!said.contains(batch)) {
                    missing.apply(batch).ifPresent(wait -> {
                        said.add(batch);
                        say.accept("batch %s %s".formatted(batch, wait));
                    });
                }
            }
        } catch (WorkflowException | StatusRuntimeException e) {
            log.info("It is not known which batches wait for other workers", e);
        } catch (RuntimeException e) {
            log.warn("The batches that wait cannot be looked at", e);
        }
    }
}
