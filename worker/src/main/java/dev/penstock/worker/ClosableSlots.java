package dev.penstock.worker;

import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A fixed number of slots that can be closed, so that a worker takes no more activities while its workflows go on. */
final class ClosableSlots implements SlotSupplier<ActivitySlotInfo> {
    /** Not a monitor, which would pin the carrier thread of a virtual thread on Java before 24. */
    private final Lock lock = new ReentrantLock();

    private final Queue<CompletableFuture<SlotPermit>> waiting = new ArrayDeque<>();
    private int free;
    private boolean closed;

    ClosableSlots(int slots) {
        free = slots;
    }

    /** Grants no more slots; activities that have one go on. */
    void close() {
        locked(() -> closed = true);
    }

    @Override
    public SlotSupplierFuture reserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        CompletableFuture<SlotPermit> slot = new CompletableFuture<>();
        locked(() -> {
            waiting.add(slot);
            handOut();
        });
        return SlotSupplierFuture.fromCompletableFuture(slot, () -> locked(() -> waiting.remove(slot)));
    }

    @Override
    public Optional<SlotPermit> tryReserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        CompletableFuture<SlotPermit> slot = new CompletableFuture<>();
        locked(() -> {
            waiting.add(slot);
            handOut();
            waiting.remove(slot);
        });
        return Optional.ofNullable(slot.getNow(null));
    }

    @Override
    public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> context) {}

    @Override
    public void releaseSlot(SlotReleaseContext<ActivitySlotInfo> context) {
        locked(() -> {
            free++;
            handOut();
        });
    }

    private void handOut() {
        while (!closed && free > 0 && !waiting.isEmpty()) {
            if (waiting.remove().complete(new SlotPermit())) {
                free--;
            }
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
