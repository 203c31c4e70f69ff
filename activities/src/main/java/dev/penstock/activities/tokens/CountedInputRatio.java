package dev.penstock.activities.tokens;

/**
 * The ratio of the input tokens that a provider counted towards its limits to those that were counted in the requests' texts: less than
 * 1 where it reads prompts from a cache without counting them, more where its tokenizer makes more of a text.
 */
final class CountedInputRatio {
    private static final double LEAST = 0.01;
    private static final double MOST = 4;
    /** The weight of the newest call, once there were as many as make up the average. */
    private static final double NEWEST = 0.05;

    private double ratio = 1;
    private long calls;

    synchronized long of(long textTokens) {
        return Math.max(1, Math.round(textTokens * ratio));
    }

    synchronized void add(long textTokens, long counted) {
        calls++;
        double weight = Math.max(NEWEST, 1.0 / calls);
        ratio += weight * (Math.clamp((double) counted / textTokens, LEAST, MOST) - ratio);
    }
}
