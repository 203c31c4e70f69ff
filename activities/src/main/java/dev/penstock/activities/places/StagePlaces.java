package dev.penstock.activities.places;

import dev.penstock.contracts.BatchId;
import java.util.HashMap;
import java.util.Map;

/** The places of all stages that have slices in this process. */
public final class StagePlaces {
    private final Map<Key, SharedPlaces> all = new HashMap<>();

    private record Key(BatchId batch, String stage) {}

    /** For a slice that brings so many. */
    public synchronized Party join(BatchId batch, String stage, int places) {
        return all.computeIfAbsent(new Key(batch, stage), key -> new SharedPlaces(() -> left(key)))
                .join(places);
    }

    private synchronized void left(Key key) {
        SharedPlaces places = all.get(key);
        if (places != null && places.isEmpty()) {
            all.remove(key);
        }
    }

    synchronized int size() {
        return all.size();
    }

    synchronized int waiting() {
        return all.values().stream().mapToInt(SharedPlaces::waiting).sum();
    }
}
