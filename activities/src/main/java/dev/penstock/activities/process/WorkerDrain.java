package dev.penstock.activities.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** This process is about to stop: what waits goes back to its queue, what runs is finished. */
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

    /** Runs it when draining begins, or now when it has begun; until the handle is closed. */
    public Registration onBegin(Runnable action) {
        listeners.add(action);
        if (begun) {
            action.run();
        }
        return () -> listeners.remove(action);
    }

    /** To be closed when the action is no longer of use. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
