package dev.penstock.simulator.quota;

/** The most requests and tokens admitted in any sliding 60 seconds, each for itself, and their excess over the quota. */
public record WorstMinute(
        long requests,
        long tokens,
        long inputTokens,
        long outputTokens,
        long requestOvershoot,
        long tokenOvershoot,
        long inputOvershoot,
        long outputOvershoot) {
    static WorstMinute of(long requests, CallSize tokens, QuotaOptions quota) {
        return new WorstMinute(
                requests,
                tokens.total(),
                tokens.input(),
                tokens.output(),
                over(requests, quota.requestsPerMinute()),
                over(tokens.total(), quota.tokensPerMinute()),
                over(tokens.input(), quota.inputTokensPerMinute()),
                over(tokens.output(), quota.outputTokensPerMinute()));
    }

    private static long over(long used, long limit) {
        return limit == 0 ? 0 : Math.max(0, used - limit);
    }
}
