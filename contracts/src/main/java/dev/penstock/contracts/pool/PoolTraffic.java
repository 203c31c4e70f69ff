package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of one worker with a pool over some time: calls sent, and responses received.
 *
 * @param millis the length of that time
 * @param calls admitted by the rate limiter
 * @param tokens of these calls: used, or reserved while a call is under way
 * @param answered completions, including refusals: the provider worked
 * @param throttled 429 responses
 * @param throttleEvents 429 responses, where responses to calls that were under way together count once
 * @param throttledForTokens whether a 429 response named tokens per minute as exhausted
 * @param retryAfterMillis the longest Retry-After wait that is not over yet
 * @param faults calls that were lost: 5xx, timeouts, broken connections, unreadable answers
 * @param medianLatencyMillis the median latency of answered calls; null = none was answered
 * @param recentCalls the number of latest finished calls, 20 at most, some perhaps reported before, of which {@code
 *     recentLost} were lost; the counts of a single second would not show that a provider has just gone down; calls of
 *     requests that had failed before and failed again are in neither count
 * @param repeatedFaults faults of requests that had failed before, which are part of {@code faults}
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
        int recentLost,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long repeatedFaults) {
    /** No calls in no time. */
    static final PoolTraffic NONE = new PoolTraffic(0, 0, 0, 0, 0, 0, false, null, 0, null, 0, 0, 0);

    @JsonIgnore
    boolean isValid() {
        return LongStream.of(
                        millis,
                        calls,
                        tokens,
                        answered,
                        throttled,
                        throttleEvents,
                        retryAfterMillis == null ? 0 : retryAfterMillis,
                        faults,
                        medianLatencyMillis == null ? 0 : medianLatencyMillis,
                        recentCalls,
                        recentLost,
                        repeatedFaults)
                .allMatch(number -> number >= 0);
    }
}
