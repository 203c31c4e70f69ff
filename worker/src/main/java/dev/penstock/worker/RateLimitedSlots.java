package dev.penstock.worker;

import dev.penstock.limits.rate.RateLimiter;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.limits.traffic.TrafficMeter;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A slot supplier that lets the worker poll for tasks only while too few requests wait at its rate limiter. Requests
 * that cannot be called soon stay in the task queue, where priority and fairness order them, and where other workers
 * may take them.
 */
final class RateLimitedSlots implements SlotSupplier<ActivitySlotInfo> {
    /**
     * Not a monitor: a virtual thread that waits for the limiter inside a monitor pins its carrier thread on Java
     * before 24.
     */
    private final ReentrantLock lock = new ReentrantLock();

    private final TaskDemand demand;
    private final TasksInTransit inTransit;
    private final Queue<CompletableFuture<SlotPermit>> waiting = new ArrayDeque<>();
    private final Set<SlotPermit> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private int polling;

    RateLimitedSlots(TaskDemand demand, TasksInTransit inTransit) {
        this.demand = demand;
        this.inTransit = inTransit;
    }

    RateLimitedSlots(RateLimiter limiter, TasksInTransit inTransit, TrafficMeter meter) {
        this(TaskDemand.of(limiter, inTransit, meter), inTransit);
    }

    @Override
    public SlotSupplierFuture reserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        CompletableFuture<SlotPermit> slot = new CompletableFuture<>();
        locked(() -> waiting.add(slot));
        handOut();
        return SlotSupplierFuture.fromCompletableFuture(slot, () -> giveUp(slot));
    }

    @Override
    public Optional<SlotPermit> tryReserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        // Called for eager execution, which would bypass the queue's order and rate.
        return Optional.empty();
    }

    @Override
    public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> context) {
        locked(() -> {
            if (used.add(context.getSlotPermit())) {
                polling--;
                inTransit.taskReceived();
            }
        });
    }

    @Override
    public void releaseSlot(SlotReleaseContext<ActivitySlotInfo> context) {
        locked(() -> {
            if (!used.remove(context.getSlotPermit())) {
                polling--;
            }
        });
        handOut();
    }

    /** Grants slots for as long as the rate limiter wants more; to be called after every change of the limiter. */
    void handOut() {
        List<CompletableFuture<SlotPermit>> handedOut = new ArrayList<>();
        locked(() -> {
            while (!waiting.isEmpty() && demand.wantsMore(coming())) {
                handedOut.add(waiting.remove());
                polling++;
            }
        });
        for (CompletableFuture<SlotPermit> slot : handedOut) {
            if (!slot.complete(new SlotPermit())) {
                locked(() -> polling--);
            }
        }
    }

    private void giveUp(CompletableFuture<SlotPermit> slot) {
        locked(() -> waiting.remove(slot));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many requests polls and received tasks will bring. */
    private int coming() {
        return (int) Math.ceil(polling * inTransit.requestsPerTask()) + inTransit.requests();
    }
}
