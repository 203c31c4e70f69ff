package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.contracts.pool.TokensByKind;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.RateLimiterStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of a pool's calls in this process between two reports to the pool's governor. */
public final class TrafficMeter {
    /** Receives events that the governor should learn of at once. */
    public interface Listener {
        /** Called when a report should be sent early: a first 429, new limits in headers. */
        void reportSoon();

        /**
         * Called when responses announce other limits than before, and before a report on them can be answered.
         *
         * @param model the only model that they bind; empty if calls of no other model came by
         */
        default void limitsAnnounced(Optional<String> model, PoolQuota limits) {}

        /** Called when no call should start before the governor has answered: the provider is down, or rejects the account. */
        void stopCalling();
    }

    private static final Listener NO_LISTENER = new Listener() {
        @Override
        public void reportSoon() {}

        @Override
        public void stopCalling() {}
    };

    private static final double WEIGHT_OF_NEWEST_LATENCY = 0.05;

    private final LongSupplier nanoClock;
    private final RecentLatencies latencies = new RecentLatencies();
    private final AnnouncedQuotas announcements = new AnnouncedQuotas();
    private final ModelTraffic models = new ModelTraffic();
    private final ThrottledModels throttledModels;
    private final FaultBurstDetector burst = new FaultBurstDetector();
    private volatile Listener listener = NO_LISTENER;
    private long since;
    private long admittedBefore;
    private long eventsBefore;
    private ProbeOutcomes probesBefore = ProbeOutcomes.NONE;
    private long tokens;
    private TokensByKind byKind = TokensByKind.NONE;
    private long answered;
    private long throttled;
    private boolean throttledForTokens;
    private long faults;
    private long repeatedFaults;
    private @Nullable String blocked;
    private @Nullable String lastFault;
    private @Nullable String lastThrottle;
    private @Nullable Double meanLatencyMillis;

    public TrafficMeter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.throttledModels = new ThrottledModels(nanoClock);
        this.since = nanoClock.getAsLong();
    }

    public void setListener(Listener newListener) {
        listener = newListener;
    }

    /** Notes that calls of a model will come, or one is about to wait for its permit. */
    public void arrived(String model) {
        boolean isAnother;
        synchronized (this) {
            isAnother = models.arrived(ModelReport.nameOf(model));
        }
        if (isAnother) {
            // Limits that are known bound the only model so far, and must not bind this one.
            listener.reportSoon();
        }
    }

    /** Counts a call that the provider answered or refused; either way the provider works. */
    public synchronized void answered(String model, CallTokens used, Duration latency) {
        answered++;
        tokens += used.total();
        byKind = byKind.plus(new TokensByKind(used.input(), used.output()));
        models.answered(ModelReport.nameOf(model), used);
        latencies.add(latency);
        double millis = latency.toMillis();
        meanLatencyMillis = meanLatencyMillis == null
                ? millis
                : meanLatencyMillis + (millis - meanLatencyMillis) * WEIGHT_OF_NEWEST_LATENCY;
        boolean unused = burst.add(false);
    }

    /**
     * Counts a 429.
     *
     * @param forTokens whether the 429 response named tokens per minute as exhausted
     * @param because the 429 response in the provider's words
     */
    public void throttled(String model, boolean forTokens, String because) {
        boolean first;
        synchronized (this) {
            first = throttled == 0;
            lastThrottle = because;
            throttled++;
            models.throttled(ModelReport.nameOf(model), forTokens);
            throttledForTokens |= forTokens;
            // A 429 response shows that the provider can be reached.
            boolean unused = burst.add(false);
        }
        if (first) {
            listener.reportSoon();
        }
    }

    /**
     * Counts a call that was lost: 5xx, a timeout, a broken connection, an unreadable answer.
     *
     * @param how the kind of fault, for people
     * @param isNoEvidence whether the fault may not be the provider's at present: the request was lost before, or {@link
     *     dev.penstock.limits.rate.Permit#isEvidence} says so of the call
     */
    public void lost(String how, boolean isNoEvidence) {
        boolean down;
        synchronized (this) {
            lastFault = how;
            faults++;
            repeatedFaults += isNoEvidence ? 1 : 0;
            down = !isNoEvidence && burst.add(true);
        }
        if (down) {
            listener.stopCalling();
        }
    }

    /** Notes that the provider rejected the account (401, 403, no credit), in the provider's words. */
    public void blocked(String because) {
        synchronized (this) {
            blocked = because;
        }
        listener.stopCalling();
    }

    /** Notes the limits that a response's headers announce. */
    public void announced(String model, PoolQuota quota) {
        boolean news;
        boolean isOneOfSeveral;
        synchronized (this) {
            news = announcements.add(ModelReport.nameOf(model), quota, nanoClock.getAsLong());
            isOneOfSeveral = models.areSeveral();
        }
        if (news) {
            listener.limitsAnnounced(isOneOfSeveral ? Optional.of(ModelReport.nameOf(model)) : Optional.empty(), quota);
            listener.reportSoon();
        }
    }

    /** Returns the least limits that were announced lately, over all models; null if there were none. */
    public synchronized @Nullable PoolQuota announced() {
        PoolQuota least = announcements.least(nanoClock.getAsLong());
        return least.equals(PoolQuota.UNKNOWN) ? null : least;
    }

    /** Returns the provider's message when it rejected the account, until {@link #clearBlocked}; null = not rejected. */
    public synchronized @Nullable String blocked() {
        return blocked;
    }

    /** Forgets a rejection that the governor knows of. */
    public synchronized void clearBlocked(String because) {
        if (because.equals(blocked)) {
            blocked = null;
        }
    }

    /** Returns how long a call takes on average, of the latest calls above all; empty before the first answer. */
    public synchronized Optional<Duration> latency() {
        return Optional.ofNullable(meanLatencyMillis).map(millis -> Duration.ofMillis(Math.round(millis)));
    }

    public ThrottledModels throttledModels() {
        return throttledModels;
    }

    /** Returns the last 429 response in the provider's words; null if there was none. */
    public synchronized @Nullable String lastThrottle() {
        return lastThrottle;
    }

    /** Returns the kind of the last fault; null if there was none. */
    public synchronized @Nullable String lastFault() {
        return lastFault;
    }

    /** Returns the traffic by model since the last call of this method, and starts to count anew. */
    public synchronized List<ModelReport> takeModels(RateLimiterStatus limiter) {
        return models.take(limiter.models(), announcements, nanoClock.getAsLong());
    }

    /** Returns the traffic since the last call of this method, and starts to count anew. */
    public synchronized PoolTraffic take(RateLimiterStatus limiter) {
        long now = nanoClock.getAsLong();
        long parked = limiter.pausedFor().toMillis();
        PoolTraffic counted = new PoolTraffic(
                TimeUnit.NANOSECONDS.toMillis(now - since),
                limiter.admitted() - admittedBefore,
                tokens,
                answered,
                throttled,
                limiter.throttleEvents() - eventsBefore,
                throttledForTokens,
                parked > 0 ? parked : null,
                faults,
                latencies.medianMillis(),
                burst.calls(),
                burst.lost(),
                repeatedFaults);
        PoolTraffic traffic = counted.with(limiter.probes().since(probesBefore), byKind);
        burst.reported();
        since = now;
        admittedBefore = limiter.admitted();
        eventsBefore = limiter.throttleEvents();
        probesBefore = limiter.probes();
        tokens = 0;
        byKind = TokensByKind.NONE;
        answered = 0;
        throttled = 0;
        throttledForTokens = false;
        faults = 0;
        repeatedFaults = 0;
        latencies.clear();
        return traffic;
    }
}
