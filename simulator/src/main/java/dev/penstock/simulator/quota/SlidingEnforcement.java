package dev.penstock.simulator.quota;

import dev.penstock.simulator.quota.QuotaLevel.Remaining;

/** Enforces a quota exactly, so that no 60 seconds ever hold more than the quota. */
record SlidingEnforcement(QuotaOptions options, AdmissionWindow window) implements QuotaEnforcement {
    @Override
    public boolean isTooLarge(long tokens) {
        return options.tokensPerMinute() > 0 && tokens > options.tokensPerMinute();
    }

    @Override
    public long nanosUntilRequestFits(long now) {
        return options.requestsPerMinute() == 0 ? 0 : window.nanosUntilBelow(options.requestsPerMinute(), now);
    }

    @Override
    public long nanosUntilTokensFit(long tokens, long now) {
        return options.tokensPerMinute() == 0 ? 0 : window.nanosUntilFits(tokens, options.tokensPerMinute(), now);
    }

    @Override
    public void take(long tokens, long now) {}

    @Override
    public QuotaLevel level(long now) {
        return new QuotaLevel(
                remaining(options.requestsPerMinute(), window.count(), now),
                remaining(options.tokensPerMinute(), window.tokens(), now));
    }

    private Remaining remaining(long limit, long used, long now) {
        return limit == 0
                ? Remaining.UNLIMITED
                : new Remaining(limit, Math.max(0, limit - used), window.nanosUntilEmpty(now));
    }
}
