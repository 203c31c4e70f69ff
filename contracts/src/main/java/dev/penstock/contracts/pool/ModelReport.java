package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The part of a worker's report that is about one model of a pool.
 *
 * @param announced the limits in the provider's latest headers for the model; null = none were announced
 * @param calls admitted by the rate limiter since the last report, as are all other numbers but {@code waiting} and
 *     {@code inFlight}
 * @param tokens of these calls: used, or reserved while a call is under way
 * @param throttled 429 responses
 * @param throttleEvents 429 events that paused only this model
 * @param throttledForTokens whether a 429 response named tokens per minute as exhausted
 * @param retryAfterMillis how long calls of this model alone are still paused; null = they are not
 * @param use all calls of the model that the process has started; null from workers of versions that do not count them
 * @param byKind {@code tokens} by kind; null = none, or from a worker of a version that does not tell them apart
 */
public record ModelReport(
        String model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PoolQuota announced,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long calls,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long tokens,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long answered,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long throttled,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long throttleEvents,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean throttledForTokens,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long retryAfterMillis,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int waiting,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int inFlight,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TotalUse use,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TokensByKind byKind) {
    /** The most models of a pool that are told apart; calls of the others keep to the limits of the pool only. */
    public static final int MOST = 20;

    /** Models with longer names are not told apart: nobody sells one, and names are part of every report. */
    private static final int LONGEST_NAME = 200;

    /** Creates the part of a worker that does not count all calls that it has started. */
    public ModelReport(
            String model,
            @Nullable PoolQuota announced,
            long calls,
            long tokens,
            long answered,
            long throttled,
            long throttleEvents,
            boolean throttledForTokens,
            @Nullable Long retryAfterMillis,
            int waiting,
            int inFlight) {
        this(
                model,
                announced,
                calls,
                tokens,
                answered,
                throttled,
                throttleEvents,
                throttledForTokens,
                retryAfterMillis,
                waiting,
                inFlight,
                null,
                null);
    }

    /** Returns the name under which a model is reported; empty if it is too long to be told apart. */
    public static String nameOf(String model) {
        return model.length() > LONGEST_NAME ? "" : model;
    }

    /** Returns the traffic of this model as traffic of a pool. */
    public PoolTraffic traffic(long millis) {
        return new PoolTraffic(
                millis,
                calls,
                tokens,
                answered,
                throttled,
                throttleEvents,
                throttledForTokens,
                retryAfterMillis,
                0,
                null,
                0,
                0,
                0,
                null,
                byKind);
    }

    @JsonIgnore
    boolean isValid() {
        return model.length() <= LONGEST_NAME
                && (announced == null || announced.isValid())
                && waiting >= 0
                && inFlight >= 0
                && traffic(0).isValid()
                && (use == null || use.isValid());
    }
}
