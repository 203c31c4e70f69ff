package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.tokens.EstimatedTokens;
import dev.penstock.contracts.Urgency;
import dev.penstock.limits.rate.Permit;
import dev.penstock.limits.rate.RateLimiterClosedException;
import dev.penstock.limits.rate.RequestTooLargeException;
import dev.penstock.limits.rate.WaiterGroup;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for the pool's permit, and holds it while the layers inside are at work. */
final class RateLimitedCall implements CallLayer {
    private final CallLayer next;
    private final Pool pool;
    private final Urgency urgency;
    private final Supplier<WaiterGroup> waiters;
    private final boolean repeated;

    /**
     * @param waiters the group in which the request waits for the pool's permit
     * @param repeated whether the request was called before, as far as its earlier calls are not known one by one
     */
    RateLimitedCall(CallLayer next, Pool pool, Urgency urgency, Supplier<WaiterGroup> waiters, boolean repeated) {
        this.next = next;
        this.pool = pool;
        this.urgency = urgency;
        this.waiters = waiters;
        this.repeated = repeated;
    }

    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        pool.meter().arrived(request.model());
        boolean failedBefore = repeated || request.earlier().lost() > 0;
        EstimatedTokens estimated = estimate(request);
        long arrived = System.nanoTime();
        Permit permit;
        try {
            permit = pool.limiter().acquire(request.model(), estimated.ofCall(), urgency, waiters.get(), failedBefore);
        } catch (RateLimiterClosedException e) {
            return new CallReport.NotCalled();
        } catch (RequestTooLargeException e) {
            return new CallReport.TooLarge(new Result.Error("request_too_large", String.valueOf(e.getMessage())));
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - arrived);
        pool.metrics().waited(urgency, waited);
        try (CallPermit admission =
                new CallAccounting(permit, pool, waited, request.model(), failedBefore, estimated)) {
            CallReport report = next.call(request.admittedBy(admission));
            if (report instanceof CallReport.NotCalled || report instanceof CallReport.Unsendable) {
                permit.unused();
            }
            return report;
        }
    }

    /** Estimates the request's tokens, but only if the quota limits tokens, because counting takes time. */
    private EstimatedTokens estimate(CallRequest request) {
        return pool.limiter().limits().limitTokens(request.model())
                ? pool.estimate().of(request.url(), request.body())
                : EstimatedTokens.NOT_COUNTED;
    }
}
