package dev.penstock.simulator.quota;

/** The most requests and tokens admitted in any sliding 60 seconds, and their excess over the quota. */
public record WorstMinute(long requests, long tokens, long requestOvershoot, long tokenOvershoot) {
    static WorstMinute of(long requests, long tokens, QuotaOptions quota) {
        return new WorstMinute(
                requests, tokens, over(requests, quota.requestsPerMinute()), over(tokens, quota.tokensPerMinute()));
    }

    private static long over(long used, long limit) {
        return limit == 0 ? 0 : Math.max(0, used - limit);
    }
}
