package dev.penstock.activities.tokens;

/**
 * The ratio of the input tokens that a provider counted towards its limits to those that were counted in the requests' texts: less than
 * 1 where it reads prompts from a cache without counting them, more where its tokenizer makes more of a text.
 *
 * <p>A call that was not read from the cache raises the ratio at once, and those that were lower it slowly: prompts of another
 * batch that are not in the cache would otherwise exceed the limit many times over before the first of them is answered.
 */
final class CountedInputRatio {
    /** The least part of a prompt that is expected to count, however much of earlier ones was cached. */
    private static final double LEAST = 0.25;

    private static final double MOST = 4;
    /** The weight of the newest call in the average. */
    private static final double NEWEST = 0.05;

    private double ratio = 1;

    synchronized long of(long textTokens) {
        return Math.max(1, Math.round(textTokens * ratio));
    }

    synchronized void add(long textTokens, long counted) {
        double newest = Math.clamp((double) counted / textTokens, LEAST, MOST);
        // Beyond 1 it is averaged, because what pictures count does not hold for texts.
        ratio = Math.max(ratio + NEWEST * (newest - ratio), Math.min(1, newest));
    }
}
