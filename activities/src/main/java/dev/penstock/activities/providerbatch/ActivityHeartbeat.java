package dev.penstock.activities.providerbatch;

import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import org.jspecify.annotations.Nullable;

/** Sends an activity's heartbeats, also while the activity waits for the provider, and notices when it is cancelled. */
final class ActivityHeartbeat implements AutoCloseable {
    private final Runnable beat;
    private final WorkerDrain.Registration beats;
    private volatile @Nullable ActivityCompletionException stopped;

    ActivityHeartbeat(PeriodicTasks pulse, Runnable beat) {
        this.beat = beat;
        this.beats = pulse.every(this::beat);
    }

    /** Throws if the activity was cancelled. */
    void check() {
        ActivityCompletionException why = stopped;
        if (why != null) {
            throw why;
        }
    }

    @Override
    public void close() {
        beats.close();
    }

    private void beat() {
        try {
            beat.run();
        } catch (ActivityWorkerShutdownException draining) {
            return;
        } catch (ActivityCompletionException e) {
            stopped = e;
        }
    }
}
