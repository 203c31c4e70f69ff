package dev.penstock.simulator.options;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of the simulated batch API.
 *
 * @param requestsPerSecond the speed at which each batch answers its requests; 0 = all at once
 * @param stallAt the part of its requests, from 0 to 1, after which a batch goes no further; 1 = never
 * @param failureRate the part of the requests, from 0 to 1, that end with status 500 in the error file
 * @param expireAfter the time until a batch expires, instead of the 24 hours of the completion window
 * @param maxEnqueuedTokens the most tokens in a model's unfinished batches, beyond which new ones fail; 0 = unlimited
 * @param maxRequests the most requests in one batch
 * @param maxBytes the most bytes in an input file
 * @param hold the step that is carried out without ever completing the response; null = none
 */
public record BatchApiOptions(
        double requestsPerSecond,
        double stallAt,
        double failureRate,
        Duration expireAfter,
        long maxEnqueuedTokens,
        int maxRequests,
        long maxBytes,
        @Nullable BatchStep hold) {
    public static final BatchApiOptions DEFAULT =
            new BatchApiOptions(0, 1, 0, Duration.ofHours(24), 0, 50_000, 200L * 1024 * 1024, null);

    public BatchApiOptions {
        if (requestsPerSecond < 0 || maxEnqueuedTokens < 0 || maxRequests < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits of batches cannot be negative");
        }
        if (stallAt < 0 || stallAt > 1 || failureRate < 0 || failureRate > 1) {
            throw new IllegalArgumentException("a part of a batch's requests must be between 0 and 1");
        }
        if (expireAfter.isNegative() || expireAfter.isZero()) {
            throw new IllegalArgumentException("the time until a batch expires must be longer than zero");
        }
    }

    public BatchApiOptions withRequestsPerSecond(double value) {
        return new BatchApiOptions(
                value, stallAt, failureRate, expireAfter, maxEnqueuedTokens, maxRequests, maxBytes, hold);
    }

    public BatchApiOptions withStallAt(double value) {
        return new BatchApiOptions(
                requestsPerSecond, value, failureRate, expireAfter, maxEnqueuedTokens, maxRequests, maxBytes, hold);
    }

    public BatchApiOptions withFailureRate(double value) {
        return new BatchApiOptions(
                requestsPerSecond, stallAt, value, expireAfter, maxEnqueuedTokens, maxRequests, maxBytes, hold);
    }

    public BatchApiOptions withExpireAfter(Duration value) {
        return new BatchApiOptions(
                requestsPerSecond, stallAt, failureRate, value, maxEnqueuedTokens, maxRequests, maxBytes, hold);
    }

    public BatchApiOptions withMaxEnqueuedTokens(long value) {
        return new BatchApiOptions(
                requestsPerSecond, stallAt, failureRate, expireAfter, value, maxRequests, maxBytes, hold);
    }

    public BatchApiOptions withHold(@Nullable BatchStep value) {
        return new BatchApiOptions(
                requestsPerSecond, stallAt, failureRate, expireAfter, maxEnqueuedTokens, maxRequests, maxBytes, value);
    }
}
