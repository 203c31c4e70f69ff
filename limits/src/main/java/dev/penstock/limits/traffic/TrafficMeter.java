package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.Traffic;
import dev.penstock.limits.rate.GateStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of a pool's calls in this process, between one report to the governor and the next. */
public final class TrafficMeter {
    /** What the governor should hear at once. */
    public interface Listener {
        /** Something is worth a report before its time: a first answer 429, new limits. */
        void worthReporting();

        /** Nothing more should be called before the governor has answered: the provider is down, or said no. */
        void stop();
    }

    private static final Listener NOBODY = new Listener() {
        @Override
        public void worthReporting() {}

        @Override
        public void stop() {}
    };

    private final LongSupplier nanoClock;
    private final Latencies latencies = new Latencies();
    private final Announcements announcements = new Announcements();
    private final FaultBurst burst = new FaultBurst();
    private volatile Listener listener = NOBODY;
    private long since;
    private long admittedBefore;
    private long eventsBefore;
    private long tokens;
    private long answered;
    private long throttled;
    private boolean throttledForTokens;
    private long faults;
    private @Nullable String blocked;
    private @Nullable String lastFault;

    public TrafficMeter() {
        this(System::nanoTime);
    }

    TrafficMeter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    public void tell(Listener newListener) {
        listener = newListener;
    }

    /** The provider was well, whether it answered the request or refused it. */
    public synchronized void answered(long usedTokens, Duration latency) {
        answered++;
        tokens += usedTokens;
        latencies.add(latency.toMillis());
        boolean unused = burst.add(false);
    }

    /**
     * @param forTokens whether the answer 429 named tokens as what had run out
     */
    public void throttled(boolean forTokens) {
        boolean first;
        synchronized (this) {
            first = throttled == 0;
            throttled++;
            throttledForTokens |= forTokens;
            // The provider is there.
            boolean unused = burst.add(false);
        }
        if (first) {
            listener.worthReporting();
        }
    }

    /**
     * @param how it was lost, for people
     */
    public void lost(String how) {
        boolean down;
        synchronized (this) {
            lastFault = how;
            faults++;
            down = burst.add(true);
        }
        if (down) {
            listener.stop();
        }
    }

    public void blocked(String because) {
        synchronized (this) {
            blocked = because;
        }
        listener.stop();
    }

    /** Limits as the provider's headers say them. */
    public void announced(String model, PoolQuota quota) {
        boolean news;
        synchronized (this) {
            news = announcements.add(model, quota);
        }
        if (news) {
            listener.worthReporting();
        }
    }

    /** The least of them over all models; null = none was seen. */
    public synchronized @Nullable PoolQuota announced() {
        PoolQuota least = announcements.least();
        return least.equals(PoolQuota.NOT_SAID) ? null : least;
    }

    /** What the provider said when it turned this process away, until {@link #toldBlocked}. */
    public synchronized @Nullable String blocked() {
        return blocked;
    }

    /** The governor knows. */
    public synchronized void toldBlocked(String because) {
        if (because.equals(blocked)) {
            blocked = null;
        }
    }

    /** How the last lost call was lost; null = none was. */
    public synchronized @Nullable String lastFault() {
        return lastFault;
    }

    /** What happened since this was asked last. */
    public synchronized Traffic take(GateStatus gate) {
        long now = nanoClock.getAsLong();
        long parked = gate.parkedFor().toMillis();
        Traffic traffic = new Traffic(
                TimeUnit.NANOSECONDS.toMillis(now - since),
                gate.admitted() - admittedBefore,
                tokens,
                answered,
                throttled,
                gate.throttleEvents() - eventsBefore,
                throttledForTokens,
                parked > 0 ? parked : null,
                faults,
                latencies.median(),
                burst.calls(),
                burst.lost());
        burst.reported();
        since = now;
        admittedBefore = gate.admitted();
        eventsBefore = gate.throttleEvents();
        tokens = 0;
        answered = 0;
        throttled = 0;
        throttledForTokens = false;
        faults = 0;
        latencies.clear();
        return traffic;
    }
}
