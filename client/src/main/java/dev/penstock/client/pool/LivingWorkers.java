package dev.penstock.client.pool;

import dev.penstock.contracts.pool.PoolStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Leaves the workers out of a pool's status whose processes are gone. Its governor cannot know that of the last worker: a
 * worker that dies reports nothing, and neither does an idle one.
 */
final class LivingWorkers {
    private static final Duration JUST_REPORTED = Duration.ofSeconds(30);

    private LivingWorkers() {}

    /**
     * Returns the status with those workers only that have just reported or poll the pool's queue.
     *
     * @param polling the identities of the processes that poll the queue; empty where that is not known
     * @param now the time in milliseconds since 1970
     */
    static PoolStatus only(PoolStatus status, Supplier<Optional<Set<String>>> polling, long now) {
        if (status.workers().stream().allMatch(worker -> hasJustReported(worker, now))) {
            return status;
        }
        Optional<Set<String>> processes = polling.get();
        List<PoolStatus.Worker> living = status.workers().stream()
                .filter(worker -> hasJustReported(worker, now)
                        || processes
                                .map(known -> known.contains(process(worker)))
                                .orElse(true))
                .toList();
        return new PoolStatus(
                status.name(),
                status.state(),
                status.reason(),
                status.since(),
                status.quota(),
                status.source(),
                living,
                status.samples(),
                status.waiting(),
                status.models());
    }

    private static boolean hasJustReported(PoolStatus.Worker worker, long now) {
        return now - worker.lastReport() < JUST_REPORTED.toMillis();
    }

    /** Returns the identity of a worker's process, which the worker's name begins with. */
    private static String process(PoolStatus.Worker worker) {
        int end = worker.name().lastIndexOf('/');
        return end < 0 ? worker.name() : worker.name().substring(0, end);
    }
}
