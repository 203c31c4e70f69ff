package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.contracts.Urgency;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends a request back to the queue if too many of its model wait here already, before it takes anything that those of other
 * models could use.
 */
record PostponedCall(CallLayer next, Pool pool, Urgency urgency) implements CallLayer {
    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        Optional<Duration> postponed =
                urgency == Urgency.HIGH ? Optional.empty() : pool.limiter().postponed(request.model());
        if (postponed.isEmpty()) {
            return next.call(request);
        }
        pool.meter().arrived(request.model());
        return new CallReport.Postponed(postponed.get());
    }
}
