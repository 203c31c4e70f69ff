package dev.penstock.activities.plan;

/**
 * How many requests make a slice: one while an activity execution each can keep up with the pool's rate, more beyond,
 * and few enough that a small batch still spreads over the pool.
 */
final class SliceSize {
    static final int MAX = 50;
    /** A server on two cores runs about 500 activities a second; a slice's rate stays well below. */
    private static final double ACTIVITIES_PER_SECOND = 100;
    /** What a connection may bring where no quota is known: 10 ms an answer. */
    private static final double UNKNOWN_RATE_PER_CONNECTION = 100;
    /** Slices each connection should get, so that the last ones end together. */
    private static final int SPREAD = 4;

    private SliceSize() {}

    static int auto(PoolFacts pool, double tokensPerRequest, long batchRequests) {
        long byRate = (long) Math.ceil(rate(pool, tokensPerRequest) / ACTIVITIES_PER_SECOND);
        long bySpread = Math.ceilDiv(batchRequests, (long) SPREAD * pool.concurrency());
        return (int) Math.clamp(Math.min(byRate, bySpread), 1, MAX);
    }

    /** From so many requests on, a batch's size doesn't limit its slices. */
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
