package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * The traffic of one worker with a pool over some time: calls that went out, and responses that came in.
 *
 * @param millis how long that was
 * @param calls admitted by the rate limiter
 * @param tokens of these calls: used, or reserved while a call is under way
 * @param answered completions, refusals included: the provider was well
 * @param throttled 429 responses
 * @param throttleEvents 429 responses, where those to calls that were out together are one
 * @param throttledForTokens whether a 429 named tokens per minute as what had run out
 * @param retryAfterMillis the longest wait the provider asked for that is not over yet
 * @param faults calls that were lost: 5xx, timeouts, broken connections, unreadable answers
 * @param medianLatencyMillis of the calls answered; null = none was
 * @param recentCalls the last calls that ended, 20 at most, some perhaps reported before, of which {@code recentLost}
 *     were lost: whether a provider has just gone down is lost in the counts of a second
 */
public record PoolTraffic(
        long millis,
        long calls,
        long tokens,
        long answered,
        long throttled,
        long throttleEvents,
        boolean throttledForTokens,
        @Nullable Long retryAfterMillis,
        long faults,
        @Nullable Long medianLatencyMillis,
        int recentCalls,
        int recentLost) {}
