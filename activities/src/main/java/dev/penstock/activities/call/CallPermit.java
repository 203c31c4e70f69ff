package dev.penstock.activities.call;

import dev.penstock.providers.Outcome;
import java.time.Duration;

/**
 * A pool's permit for one call, which reports once to the pool how the call ended; if closed before, the call counts as
 * lost.
 */
public interface CallPermit extends AutoCloseable {
    /** Stands for a call that needs no permit. */
    CallPermit NONE = new CallPermit() {
        @Override
        public Duration waited() {
            return Duration.ZERO;
        }

        @Override
        public void settle(Outcome outcome, Duration latency) {}

        @Override
        public void settleOnClose(Outcome outcome, Duration latency) {}

        @Override
        public void close() {}
    };

    /** Returns how long the request waited for the permit. */
    Duration waited();

    /** Tells the pool at once how the call ended, and gives the permit back. */
    void settle(Outcome outcome, Duration latency);

    /** Tells the pool how the call ended when the admission is closed, and keeps the permit until then. */
    void settleOnClose(Outcome outcome, Duration latency);

    @Override
    void close();
}
