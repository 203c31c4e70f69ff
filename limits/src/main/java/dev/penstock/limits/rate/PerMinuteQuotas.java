package dev.penstock.limits.rate;

import dev.penstock.limits.PerMinuteLimits;

/** The quotas of requests, of tokens, and of input and output tokens per minute, which a call has to fit into all at once. */
final class PerMinuteQuotas {
    private final PerMinuteQuota requests;
    private final PerMinuteQuota tokens;
    private final PerMinuteQuota inputTokens;
    private final PerMinuteQuota outputTokens;

    /** The places where the tokens of a call are remembered. */
    record Place(long tokens, long inputTokens, long outputTokens) {}

    PerMinuteQuotas(PerMinuteLimits limits, boolean strict, long now) {
        requests = new PerMinuteQuota(limits.requests(), strict, now);
        tokens = new PerMinuteQuota(limits.tokens(), strict, now);
        inputTokens = new PerMinuteQuota(limits.inputTokens(), strict, now);
        outputTokens = new PerMinuteQuota(limits.outputTokens(), strict, now);
    }

    void setLimits(PerMinuteLimits limits, boolean strict, long now) {
        requests.setQuota(limits.requests(), strict, now);
        tokens.setQuota(limits.tokens(), strict, now);
        inputTokens.setQuota(limits.inputTokens(), strict, now);
        outputTokens.setQuota(limits.outputTokens(), strict, now);
    }

    /** Returns when a call may start, which is {@code now} or later. */
    long earliest(CallTokens call, long now) {
        long ready = Math.max(requests.earliest(1, now), tokens.earliest((double) call.total(), now));
        long byKind = Math.max(
                inputTokens.earliest((double) call.input(), now), outputTokens.earliest((double) call.output(), now));
        return Math.max(ready, byKind);
    }

    Place take(CallTokens call, long now) {
        requests.take(1, now);
        return new Place(
                tokens.take((double) call.total(), now),
                inputTokens.take((double) call.input(), now),
                outputTokens.take((double) call.output(), now));
    }

    /** Notes that a call was refused although the quotas were kept. */
    void throttled(long now) {
        requests.throttled(now);
    }

    /** Corrects the tokens of a call: used less estimated ones. */
    void settle(Place place, CallTokens difference, long now) {
        tokens.settle(place.tokens, (double) difference.total(), now);
        inputTokens.settle(place.inputTokens, (double) difference.input(), now);
        outputTokens.settle(place.outputTokens, (double) difference.output(), now);
    }
}
