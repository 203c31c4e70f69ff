package dev.penstock.activities.process;

import io.temporal.activity.Activity;
import java.time.Duration;

/** Tells how long this thread's activity waited in its task queue, whose rate the pool's quota limits. */
public final class QueueTime {
    private QueueTime() {}

    public static Duration ofThisActivity() {
        try {
            long scheduled = Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp();
            // The server's clock may be ahead.
            return Duration.ofMillis(Math.max(0, System.currentTimeMillis() - scheduled));
        } catch (IllegalStateException outsideOfAnActivity) {
            return Duration.ZERO;
        }
    }
}
