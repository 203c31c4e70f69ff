package dev.penstock.activities.shard;

import dev.penstock.activities.call.RouteWaiters;
import dev.penstock.contracts.BatchId;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the heartbeats of one slice, and stops it when Temporal's answer, or a gap between them, says that it goes on
 * elsewhere or not at all.
 *
 * @param inFlight the calls under way
 * @param stopWaiting ends the wait of requests that are not called yet
 */
record SliceHeartbeat(
        BatchId batch,
        HeartbeatGap gap,
        RouteWaiters waiters,
        SliceEnd end,
        AtomicInteger inFlight,
        Runnable stopWaiting) {
    private static final Logger log = LoggerFactory.getLogger(SliceHeartbeat.class);

    /**
     * Sends a heartbeat, and has requests that wait for a pool go to another one if that is better; to be called every second.
     *
     * @param heart sends it, and tells the gap so
     */
    void beat(Consumer<SliceBeat> heart) {
        if (gap.isTooLong()) {
            // Temporal has given the slice to another worker, which calls what has no result.
            stopWaiting.run();
        }
        waiters.look();
        try {
            heart.accept(new SliceBeat(end.done(), end.left() - inFlight.get(), inFlight.get()));
        } catch (ActivityWorkerShutdownException e) {
            stopWaiting.run();
        } catch (ActivityCompletionException e) {
            end.cancelled(e);
            stopWaiting.run();
        } catch (RuntimeException e) {
            log.debug("A heartbeat of batch {} could not be sent", batch, e);
        }
    }
}
