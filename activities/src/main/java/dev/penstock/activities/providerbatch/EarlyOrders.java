package dev.penstock.activities.providerbatch;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.function.IntConsumer;

/**
 * Counts over all attempts of an activity the orders that came before the provider was done with the uploaded file. Attempts
 * that failed for other reasons do not count. The count travels in the details of heartbeats.
 */
final class EarlyOrders {
    private final IntConsumer heartbeat;
    private volatile int count;

    /**
     * @param before the count after earlier attempts
     * @param heartbeat sends a heartbeat with the count
     */
    EarlyOrders(int before, IntConsumer heartbeat) {
        count = before;
        this.heartbeat = heartbeat;
    }

    static EarlyOrders ofThisActivity() {
        ActivityExecutionContext context = Activity.getExecutionContext();
        return new EarlyOrders(context.getHeartbeatDetails(Integer.class).orElse(0), context::heartbeat);
    }

    /** Sends a heartbeat, which must not lose the count. */
    void beat() {
        heartbeat.accept(count);
    }

    /** Counts one more order and returns the count. */
    int add() {
        count++;
        beat();
        return count;
    }
}
