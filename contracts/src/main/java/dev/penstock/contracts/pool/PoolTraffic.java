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
 * @param repeatedFaults faults of requests that had failed before, of probes, and of calls that began before the last outage, which
 *     are part of {@code faults}
 * @param probes how calls ended that started while the provider was being probed, which are in the counts above as well; null =
 *     none has ended
 * @param byKind {@code tokens} by kind; null = none, or from a worker of a version that does not tell them apart
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
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long repeatedFaults,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProbeOutcomes probes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TokensByKind byKind) {
    /** No calls in no time. */
    static final PoolTraffic NONE = new PoolTraffic(0, 0, 0, 0, 0, 0, false, null, 0, null, 0, 0, 0);

    /** Creates traffic in which no probe has ended, and of which nobody knows what tokens are input. */
    public PoolTraffic(
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
            long repeatedFaults) {
        this(
                millis,
                calls,
                tokens,
                answered,
                throttled,
                throttleEvents,
                throttledForTokens,
                retryAfterMillis,
                faults,
                medianLatencyMillis,
                recentCalls,
                recentLost,
                repeatedFaults,
                null,
                null);
    }

    /** Returns this traffic with the ends of probes, and with its tokens by kind. */
    public PoolTraffic with(ProbeOutcomes ended, TokensByKind kinds) {
        return new PoolTraffic(
                millis,
                calls,
                tokens,
                answered,
                throttled,
                throttleEvents,
                throttledForTokens,
                retryAfterMillis,
                faults,
                medianLatencyMillis,
                recentCalls,
                recentLost,
                repeatedFaults,
                ended.equals(ProbeOutcomes.NONE) ? null : ended,
                kinds.orNull());
    }

    /** Returns the ends of probes; none in traffic that tells of none. */
    @JsonIgnore
    public ProbeOutcomes probesEnded() {
        return probes == null ? ProbeOutcomes.NONE : probes;
    }

    @JsonIgnore
    boolean isValid() {
        return TokensByKind.ofNullable(byKind).isValid()
                && LongStream.of(
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
                                repeatedFaults,
                                probesEnded().answered(),
                                probesEnded().lost())
                        .allMatch(number -> number >= 0);
    }
}
