package dev.penstock.activities.plan;

/**
 * Decides how many requests make a slice: one if activity executions can keep up with the pool's rate, else more, but
 * few enough that a small batch still spreads over the pool.
 */
final class SliceSize {
    static final int MAX = 50;
    /** A server on two cores runs about 500 activities a second; the rate of one pool's slices stays well below. */
    private static final double ACTIVITIES_PER_SECOND = 100;
    /** Requests a second that a connection may bring where no quota is known: 10 ms an answer. */
    private static final double UNKNOWN_RATE_PER_CONNECTION = 100;
    /** Slices that each connection should get, so that the last ones end together. */
    private static final int SPREAD = 4;

    private SliceSize() {}

    static int auto(PoolFacts pool, double tokensPerRequest, long batchRequests) {
        long byRate = (long) Math.ceil(rate(pool, tokensPerRequest) / ACTIVITIES_PER_SECOND);
        long bySpread = Math.ceilDiv(batchRequests, (long) SPREAD * pool.concurrency());
        return (int) Math.clamp(Math.min(byRate, bySpread), 1, MAX);
    }

    /** Returns the number of requests from which on a batch's size does not limit the size of its slices. */
    static long requestsThatSpread(PoolFacts pool) {
        return (long) MAX * SPREAD * pool.concurrency();
    }

    private static double rate(PoolFacts pool, double tokensPerRequest) {
        double byRequests = pool.requestsPerMinute() == null ? Double.MAX_VALUE : pool.requestsPerMinute() / 60.0;
        double byTokens = pool.tokensPerMinute() == null
                ? Double.MAX_VALUE
                : pool.tokensPerMinute() / 60.0 / Math.max(1, tokensPerRequest);
        double rate = Math.min(byRequests, byTokens);
        return rate == Double.MAX_VALUE ? pool.concurrency() * UNKNOWN_RATE_PER_CONNECTION : rate;
    }
}
