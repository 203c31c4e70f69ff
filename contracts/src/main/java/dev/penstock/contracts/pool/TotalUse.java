package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a process has started since it began, so that no report that was lost loses any of them.
 *
 * @param requests calls started
 * @param tokens of calls that have ended: used, or reserved where nobody knows
 * @param tokensInFlight reserved for calls under way
 * @param largestWaiting the tokens of the largest call that waits; 0 = none waits
 * @param limit the limit to which the process keeps at the moment; null = none
 */
public record TotalUse(
        long requests,
        long tokens,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long tokensInFlight,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long largestWaiting,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TotalLimit limit) {
    public static final TotalUse NONE = new TotalUse(0, 0, 0, 0, null);

    @JsonIgnore
    boolean isValid() {
        return requests >= 0 && tokens >= 0 && tokensInFlight >= 0 && largestWaiting >= 0;
    }
}
