package dev.penstock.simulator.quota;

import dev.penstock.simulator.quota.QuotaLevel.Remaining;
import org.jspecify.annotations.Nullable;

/** Enforces a quota as most providers do, with two buckets, one of requests and one of tokens. */
record BucketEnforcement(
        QuotaOptions options,
        @Nullable RefillingBucket requests,
        @Nullable RefillingBucket tokens) implements QuotaEnforcement {
    /**
     * Returns buckets from which the calls in the window are already taken, so that a change of options gives nothing
     * away.
     */
    static BucketEnforcement of(QuotaOptions options, AdmissionWindow window, long now) {
        double share = options.burst().toNanos() / (double) QuotaOptions.WINDOW.toNanos();
        return new BucketEnforcement(
                options,
                bucket(options.requestsPerMinute(), share, window.count(), now),
                bucket(options.tokensPerMinute(), share, window.tokens(), now));
    }

    @Override
    public boolean isTooLarge(long amount) {
        return tokens != null && !tokens.canEverHold(amount);
    }

    @Override
    public long nanosUntilRequestFits(long now) {
        return requests == null ? 0 : requests.nanosUntil(1, now);
    }

    @Override
    public long nanosUntilTokensFit(long amount, long now) {
        return tokens == null ? 0 : tokens.nanosUntil((double) amount, now);
    }

    @Override
    public void take(long amount, long now) {
        if (requests != null) {
            requests.take(1, now);
        }
        if (tokens != null) {
            tokens.take(amount, now);
        }
    }

    @Override
    public QuotaLevel level(long now) {
        return new QuotaLevel(
                remaining(options.requestsPerMinute(), requests, now),
                remaining(options.tokensPerMinute(), tokens, now));
    }

    private static @Nullable RefillingBucket bucket(long perMinute, double share, long used, long now) {
        if (perMinute == 0) {
            return null;
        }
        double capacity = Math.max(1, perMinute * share);
        return new RefillingBucket(perMinute, capacity, capacity - used, now);
    }

    private static Remaining remaining(long limit, @Nullable RefillingBucket bucket, long now) {
        return bucket == null
                ? Remaining.UNLIMITED
                : new Remaining(limit, bucket.left(now), bucket.nanosUntilFull(now));
    }
}
