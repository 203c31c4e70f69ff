package dev.penstock.activities.places;

import dev.penstock.contracts.BatchId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The places of all stages that have slices in this process. */
public final class StagePlaces {
    /** No monitor: whoever waits with one pins its thread on Java before 24. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Key, SharedPlaces> all = new HashMap<>();

    private record Key(BatchId batch, String stage) {}

    /** For a slice that brings so many. */
    public Party join(BatchId batch, String stage, int places) {
        return locked(() -> all.computeIfAbsent(
                        new Key(batch, stage), key -> new SharedPlaces(lock, () -> forgetIfEmpty(key)))
                .join(places));
    }

    private void forgetIfEmpty(Key key) {
        SharedPlaces places = all.get(key);
        if (places != null && places.isEmpty()) {
            all.remove(key);
        }
    }

    int size() {
        return locked(all::size);
    }

    int waiting() {
        return locked(
                () -> all.values().stream().mapToInt(SharedPlaces::waiting).sum());
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
