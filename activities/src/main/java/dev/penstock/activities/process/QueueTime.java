package dev.penstock.activities.process;

import io.temporal.activity.Activity;
import java.time.Duration;

/** How long this thread's activity stood in its task queue, which lets through what the pool's quota allows. */
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
