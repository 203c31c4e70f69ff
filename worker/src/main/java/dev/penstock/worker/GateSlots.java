package dev.penstock.worker;

import dev.penstock.limits.rate.Gate;
import dev.penstock.limits.rate.GateLimits;
import dev.penstock.limits.traffic.Arrivals;
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
 * Has the worker ask the server for tasks only while its gate has too few requests waiting: what it cannot call soon
 * stays in the queue, where urgency and fairness order it, and where other workers may take it.
 */
final class GateSlots implements SlotSupplier<ActivitySlotInfo> {
    /** Of the concurrency: enough for the time a task takes from the queue to here. */
    private static final double READY = 0.25;

    private static final int READY_AT_LEAST = 4;
    /** Of a paced pool's requests: those of this long. */
    private static final double READY_MINUTES = 0.5 / 60;

    /** No monitor: whoever waits for the gate with one pins its thread on Java before 24. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Gate gate;
    private final Arrivals arrivals;
    private final Queue<CompletableFuture<SlotPermit>> waiting = new ArrayDeque<>();
    private final Set<SlotPermit> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private int polling;

    GateSlots(Gate gate, Arrivals arrivals) {
        this.gate = gate;
        this.arrivals = arrivals;
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
        // Asked for eager execution, which would pass by the queue's order and rate.
        return Optional.empty();
    }

    @Override
    public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> context) {
        locked(() -> {
            if (used.add(context.getSlotPermit())) {
                polling--;
                arrivals.taskCame();
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

    /** To be called whenever the gate has changed. */
    void handOut() {
        List<CompletableFuture<SlotPermit>> handedOut = new ArrayList<>();
        locked(() -> {
            while (!waiting.isEmpty() && gate.wantsMore(polling + arrivals.underWay(), ready())) {
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

    private int ready() {
        GateLimits limits = gate.limits();
        double requests = Math.max(READY_AT_LEAST, limits.concurrency() * READY);
        Long perMinute = limits.requestsPerMinute();
        if (perMinute != null) {
            requests = Math.min(requests, Math.max(READY_AT_LEAST, perMinute * READY_MINUTES));
        }
        return (int) Math.ceil(requests * arrivals.requestsPerTask());
    }
}
