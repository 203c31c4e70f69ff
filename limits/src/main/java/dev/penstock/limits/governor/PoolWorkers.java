package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.limits.QuotaLimit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool, and the division of its quota among them.
 *
 * <p>A worker learns of its share only from the answer to its own report. So a share that is to shrink counts in full
 * until that worker has reported again, and a share that is to grow gets what is free by then: the sum never exceeds the
 * quota by more than a trickle.
 */
final class PoolWorkers {
    static final long SILENCE_MILLIS = 5_000;

    private static final long TURN_MILLIS = 10_000;

    /** The part of a model's quota, one in this many, that workers without calls of it may have for their first ones. */
    private static final long IDLE_PART = 10;

    private static final long MOST = 1_000_000_000_000_000L;

    private final SortedMap<String, WorkerState> workers = new TreeMap<>();
    private final boolean isOfOneModel;

    private PoolWorkers(List<PoolMemory.Worker> memory, boolean isOfOneModel) {
        this.isOfOneModel = isOfOneModel;
        memory.forEach(worker -> workers.put(worker.name(), new WorkerState(worker)));
    }

    /** Creates the workers of a pool, each of which may have calls in its task queue that nobody knows of. */
    static PoolWorkers ofPool(List<PoolMemory.Worker> memory) {
        return new PoolWorkers(memory, false);
    }

    /**
     * Creates the workers that share a model's quota, many of which may never call the model. One without a share fetches calls
     * all the same, so that those that wait at it are known.
     */
    static PoolWorkers ofModel(List<PoolMemory.Worker> memory) {
        return new PoolWorkers(memory, true);
    }

    WorkerState record(PoolReport report, long now) {
        WorkerState worker = workers.computeIfAbsent(report.worker(), name -> new WorkerState(name, now));
        worker.record(report, now);
        return worker;
    }

    Optional<WorkerState> find(String worker) {
        return Optional.ofNullable(workers.get(worker));
    }

    void remove(String worker) {
        workers.remove(worker);
    }

    void removeSilent(long now) {
        workers.values().removeIf(worker -> now - worker.lastReport >= SILENCE_MILLIS);
    }

    /** Gives one worker its part of a quota. */
    void grant(WorkerState worker, QuotaDimension dimension, QuotaLimit limit, long now) {
        if (!(limit instanceof QuotaLimit.AtMost(long named))) {
            worker.hold(dimension, WorkerState.UNLIMITED);
            return;
        }
        // Some providers announce the largest number that there is.
        long quota = Math.min(named, MOST);
        long target =
                targets(dimension, quota, now)[workers.headMap(worker.name).size()];
        long held = worker.held(dimension);
        if (target > held) {
            // The parts may add up to a little more than the quota, because a new worker should not have to wait for
            // the others.
            long trickle = dimension == QuotaDimension.CONCURRENCY ? 0 : Math.max(1, quota / 100);
            long free = quota + trickle - heldByOthers(worker, dimension);
            target = Math.max(held, Math.min(target, Math.max(0, free)));
        }
        worker.hold(dimension, target);
    }

    /** Returns whether a worker that needs more has less than its intended part, until another worker has returned some. */
    boolean isAnyWaitingForMore(QuotaDimension dimension, QuotaLimit limit, long now) {
        if (!(limit instanceof QuotaLimit.AtMost(long quota)) || workers.size() < 2) {
            return false;
        }
        long[] targets = targets(dimension, quota, now);
        int i = 0;
        for (WorkerState worker : workers.values()) {
            boolean hasLess = worker.held(dimension) < 0.95 * targets[i++] - 1;
            if (hasLess && worker.need(dimension, 0) == MaxMinFairness.EVERYTHING) {
                return true;
            }
        }
        return false;
    }

    Collection<WorkerState> all() {
        return workers.values();
    }

    int size() {
        return workers.size();
    }

    boolean has(@Nullable String worker) {
        return worker != null && workers.containsKey(worker);
    }

    int sum(ToIntFunction<WorkerState> amount) {
        return workers.values().stream().mapToInt(amount).sum();
    }

    /** Returns the least of each value that workers declare, because a limit that only one worker was told is the account's. */
    PoolQuota declared() {
        return workers.values().stream()
                .map(WorkerState::declared)
                .reduce(PoolQuota::least)
                .orElse(PoolQuota.UNKNOWN);
    }

    List<PoolMemory.Worker> memory() {
        return workers.values().stream().map(WorkerState::memory).toList();
    }

    private long[] targets(QuotaDimension dimension, long quota, long now) {
        List<WorkerState> all = List.copyOf(workers.values());
        if (!isOfOneModel || quota >= IDLE_PART * all.size()) {
            return divide(all, dimension, quota, now);
        }
        List<WorkerState> busy = all.stream().filter(WorkerState::hasCalls).toList();
        if (busy.isEmpty()) {
            return divide(all, dimension, quota, now);
        }
        Iterator<Long> parts =
                Arrays.stream(divide(busy, dimension, quota, now)).iterator();
        return all.stream()
                .mapToLong(worker -> worker.hasCalls() ? parts.next() : 0)
                .toArray();
    }

    private static long[] divide(List<WorkerState> among, QuotaDimension dimension, long quota, long now) {
        int count = among.size();
        if (quota < count) {
            // The quota is less than one for each worker: the workers take turns, because each may have requests
            // waiting.
            return inTurns(quota, count, now / TURN_MILLIS);
        }
        double minimum = quota / (100.0 * count);
        double[] needs = among.stream()
                .mapToDouble(worker -> worker.need(dimension, minimum))
                .toArray();
        return MaxMinFairness.divide(quota, needs);
    }

    private static long[] inTurns(long quota, int count, long turn) {
        long[] parts = new long[count];
        for (int i = 0; i < quota; i++) {
            parts[(int) ((turn * quota + i) % count)] = 1;
        }
        return parts;
    }

    private long heldByOthers(WorkerState worker, QuotaDimension dimension) {
        long sum = 0;
        for (WorkerState other : workers.values()) {
            if (other == worker) {
                continue;
            }
            long held = other.held(dimension);
            if (held == WorkerState.UNLIMITED) {
                return Long.MAX_VALUE / 2;
            }
            sum += dimension == QuotaDimension.CONCURRENCY ? Math.max(held, other.inFlight()) : held;
        }
        return sum;
    }
}
