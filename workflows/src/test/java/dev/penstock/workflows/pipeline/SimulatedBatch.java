package dev.penstock.workflows.pipeline;

import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.pipeline.ShardStages;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.governor.PoolGovernor;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.rate.SliceSizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * An endless batch with the real arithmetic of slices, rate limiters and shares, and a provider that takes its time; the
 * clock is virtual. Latencies vary by half, as those of answers of different lengths do.
 */
final class SimulatedBatch {
    private static final long SECOND = 1_000_000_000;
    private static final long RECEIPT_TAKES = SECOND / 10;
    private static final long START = 1_780_000_000_000L;
    private static final double VARIATION = 0.5;
    private static final int SHARD = 500;

    final PoolQuota announced;
    final PoolGovernor governor = new PoolGovernor("p", null, START);
    long now;
    private final double seconds;
    private final int shardsAtOnce;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Random random = new Random(17);
    private final Deque<Task> queue = new ArrayDeque<>();
    private final List<SimulatedPoolWorker> workers;
    private long eventNumber;
    private long answers;

    private record Event(long at, long number, Runnable action) {}

    /** A slice that was sent. */
    record Task(SliceScheduler shard, SliceScheduler.Move move, AtomicInteger left) {}

    /**
     * @param perMinute what the provider announces with its first response
     * @param seconds how long a call takes on average
     */
    SimulatedBatch(long perMinute, double seconds, int workers, int shardsAtOnce) {
        this.announced = new PoolQuota(perMinute, null, null, null);
        this.seconds = seconds;
        this.shardsAtOnce = shardsAtOnce;
        this.workers = IntStream.range(0, workers)
                .mapToObj(i -> new SimulatedPoolWorker("worker-" + i, this))
                .toList();
    }

    /** Returns the answers per minute between two moments, in seconds after the start. */
    double answersPerMinute(int from, int to) {
        workers.forEach(worker -> in(0, worker::report));
        IntStream.range(0, shardsAtOnce).forEach(i -> in(SECOND, this::startShard));
        runUntil(from * SECOND);
        long before = answers;
        runUntil(to * SECOND);
        return (answers - before) * 60.0 / (to - from);
    }

    private void startShard() {
        List<Slice> planned = new ArrayList<>();
        for (int i = 0; i < SHARD; i++) {
            planned.add(new Slice(i, i * 10L, 10, i + 1, 1, 100, "p", null));
        }
        SliceSizing unshared = SliceSizer.of(RateLimits.DEFAULT, 1, Optional.empty(), 100);
        SliceScheduler shard = new SliceScheduler(ShardStages.PLAIN);
        shard.addAll(planned, null);
        shard.join(Map.of("p", workers.getFirst().sizing().max(unshared)), shardsAtOnce, slice -> false, null);
        send(shard);
    }

    private void send(SliceScheduler shard) {
        for (Optional<SliceScheduler.Move> next = shard.next(); next.isPresent(); next = shard.next()) {
            shard.begin(next.get());
            queue.add(new Task(
                    shard, next.get(), new AtomicInteger(next.get().slice().requests())));
        }
        workers.forEach(SimulatedPoolWorker::work);
    }

    boolean hasTasks() {
        return !queue.isEmpty();
    }

    Task fetch() {
        return queue.remove();
    }

    void answered(Task task, SimulatedPoolWorker worker) {
        answers++;
        if (task.left.decrementAndGet() == 0) {
            in(RECEIPT_TAKES, () -> received(task, worker.sizing()));
        }
    }

    private void received(Task task, SliceSizing advice) {
        task.shard.passed(task.move);
        task.shard.joiner().update("p", advice);
        if (task.shard.isEmpty()) {
            startShard();
        } else {
            send(task.shard);
        }
    }

    long latency() {
        double factor = Math.exp(VARIATION * random.nextGaussian() - VARIATION * VARIATION / 2);
        return (long) (seconds * factor * SECOND);
    }

    long epochMillis() {
        return START + now / 1_000_000;
    }

    void in(long nanos, Runnable action) {
        events.add(new Event(now + nanos, eventNumber++, action));
    }

    private void runUntil(long end) {
        while (!events.isEmpty() && events.element().at < end) {
            Event event = events.remove();
            now = event.at;
            event.action.run();
        }
        now = end;
    }
}
