package dev.penstock.activities.permit;

import dev.penstock.contracts.BatchId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The permits of all stages that have slices in this process. */
public final class StagePermitRegistry {
    /** A lock rather than a monitor: waiting with a monitor held pins the thread on Java before 24. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Key, SharedStagePermits> all = new HashMap<>();

    private record Key(BatchId batch, String stage) {}

    /** Lets a slice join its stage, to which it brings the given number of permits. */
    public StagePermits join(BatchId batch, String stage, int permits) {
        return locked(() -> all.computeIfAbsent(
                        new Key(batch, stage), key -> new SharedStagePermits(lock, () -> forgetIfEmpty(key)))
                .join(permits));
    }

    private void forgetIfEmpty(Key key) {
        SharedStagePermits permits = all.get(key);
        if (permits != null && permits.isEmpty()) {
            all.remove(key);
        }
    }

    int size() {
        return locked(all::size);
    }

    int waiting() {
        return locked(() ->
                all.values().stream().mapToInt(SharedStagePermits::waiting).sum());
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
