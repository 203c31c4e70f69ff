package dev.penstock.activities.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Announces that this process is about to stop: waiting work returns to its queue, calls under way are finished. */
public final class WorkerDrain {
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    public void begin() {
        begun = true;
        listeners.forEach(Runnable::run);
    }

    public boolean hasBegun() {
        return begun;
    }

    /** Runs an action when draining begins, or at once if it has begun, until the registration is closed. */
    public Registration onBegin(Runnable action) {
        listeners.add(action);
        if (begun) {
            action.run();
        }
        return () -> listeners.remove(action);
    }

    /** A registered action; to be closed when the action is no longer needed. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
