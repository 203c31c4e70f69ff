package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.contracts.pool.TotalUse;
import org.jspecify.annotations.Nullable;

/** Counts all calls that were started, and keeps them within what was lent of the limits of an hour or a day. */
final class UseMeter {
    private @Nullable TotalLimit limit;
    private long requests;
    private long tokens;
    private long tokensInFlight;

    /**
     * Sets how far calls may go.
     *
     * @param newLimit null = no limit
     */
    void setLimit(@Nullable TotalLimit newLimit) {
        limit = newLimit;
    }

    /** Returns whether one more call may start. */
    boolean admits(long callTokens) {
        return limit == null
                || ((limit.requests() == null || requests < limit.requests())
                        && (limit.tokens() == null || tokens + tokensInFlight + callTokens <= limit.tokens()));
    }

    /** Returns whether tokens are limited, so that it matters how many the waiting calls need. */
    boolean limitsTokens() {
        return limit != null && limit.tokens() != null;
    }

    void started(long callTokens) {
        requests++;
        tokensInFlight += callTokens;
    }

    void ended(long callTokens) {
        tokensInFlight -= callTokens;
        tokens += callTokens;
    }

    /** Corrects the tokens of a call that has ended: used less reserved ones. */
    void settle(long difference) {
        tokens = Math.max(0, tokens + difference);
    }

    /**
     * Returns what was used.
     *
     * @param largestWaiting the tokens of the largest call that waits; 0 = none waits
     */
    TotalUse use(long largestWaiting) {
        return new TotalUse(requests, tokens, tokensInFlight, largestWaiting, limit);
    }
}
