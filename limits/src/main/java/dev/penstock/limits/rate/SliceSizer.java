package dev.penstock.limits.rate;

import dev.penstock.contracts.SliceSizing;
import java.time.Duration;
import java.util.Optional;

/**
 * Sizes slices by the rate of their pool: about half a second's requests, and up to a second's where these are few, so that an
 * activity's cost is shared by several requests, and pausing, priority and fairness still act within a second or two.
 */
public final class SliceSizer {
    private static final double SECONDS = 0.5;
    private static final int MAX = 50;

    /** The requests that share an activity also where they take up to a second. */
    private static final int FEW = 8;

    /** Planned slices are so much smaller, so that they can be joined to any size after the rate has fallen. */
    private static final int SMALLEST = 10;

    /** The most tokens of a slice of several requests: slices of more have no smaller fairness weight (Priorities). */
    private static final int MOST_TOKENS = 500_000;

    /**
     * The time for which a request is under way, in times of a call: a request that has ended stays under way until its
     * slice's slowest one ends, which of 50 takes two to three times as long as the average.
     */
    private static final double LATENCIES = 3;

    /** The time for which a request is under way besides: it waits in the queue, at the rate limiter, and for its receipt. */
    private static final double SECONDS_BESIDES = 1;

    /** The time of a call where none has ended yet; generating a short text takes about a second. */
    private static final Duration USUAL_LATENCY = Duration.ofSeconds(1);

    private SliceSizer() {}

    /**
     * Returns how slices should be sent.
     *
     * @param limits the limits of the worker that sends the requests
     * @param workers how many workers send the pool's requests; each gets slices of every batch
     * @param latency how long a call takes; empty if unknown
     * @param tokensPerRequest the average estimate of the requests
     */
    public static SliceSizing of(RateLimits limits, int workers, Optional<Duration> latency, double tokensPerRequest) {
        Duration ofCall = latency.orElse(USUAL_LATENCY);
        double perSecond = requests(limits, ofCall, tokensPerRequest) / SECONDS;
        double inFlight = workers * perSecond * (LATENCIES * ofCall.toMillis() / 1000.0 + SECONDS_BESIDES);
        int most = Math.clamp((long) (MOST_TOKENS / Math.max(1, tokensPerRequest)), 1, MAX);
        long wanted = Math.round(Math.max(SECONDS * perSecond, Math.min(FEW, perSecond)));
        return new SliceSizing(
                Math.clamp(wanted, 1, most),
                Math.clamp((long) inFlight, SliceSizing.IN_FLIGHT_AT_LEAST, Integer.MAX_VALUE));
    }

    /** Returns the size of planned slices, which are joined when they are sent; 1 without a quota. */
    public static int planned(RateLimits limits, double tokensPerRequest) {
        double requests = SECONDS * ofQuotas(limits, tokensPerRequest) / SMALLEST;
        return Double.isInfinite(requests) ? 1 : Math.clamp((long) requests, 1, MAX);
    }

    /** Returns how many requests the worker can send in half a second. */
    public static double requests(RateLimits limits, Duration latency, double tokensPerRequest) {
        double seconds = Math.max(1, latency.toMillis()) / 1000.0;
        return SECONDS * Math.min(ofQuotas(limits, tokensPerRequest), limits.concurrency() / seconds);
    }

    /** Returns the requests per second that the quotas allow. */
    private static double ofQuotas(RateLimits limits, double tokensPerRequest) {
        double byTokens = limits.perMinute().tokensOfUnknownKind().orInfinity() / Math.max(1, tokensPerRequest);
        return Math.min(limits.requestsPerMinute().orInfinity(), byTokens) / 60;
    }
}
