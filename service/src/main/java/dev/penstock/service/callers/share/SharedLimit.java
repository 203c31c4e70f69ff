package dev.penstock.service.callers.share;

import dev.penstock.limits.share.Claim;
import dev.penstock.limits.share.LastMinute;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This process's part of a limit per minute: a token bucket that grows and shrinks with the part. */
final class SharedLimit {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** When a caller should come again who has come before this process has a part. */
    private static final Duration UNTIL_SHARED = Duration.ofSeconds(1);

    private final TimeMeter clock;
    private final LastMinute wanted;
    private long limit;
    private long share;
    private long lastUse;
    private @Nullable Bucket bucket;

    SharedLimit(long limit, TimeMeter clock) {
        this.limit = limit;
        this.clock = clock;
        this.lastUse = clock.currentTimeNanos();
        this.wanted = new LastMinute(lastUse);
    }

    synchronized long limit() {
        return limit;
    }

    synchronized long share() {
        return share;
    }

    synchronized Claim claim() {
        return new Claim(share, wanted.total(clock.currentTimeNanos()));
    }

    synchronized boolean isUnused() {
        return clock.currentTimeNanos() - lastUse > MINUTE.toNanos();
    }

    /** Notes that somebody wants some of the limit, which may have changed. */
    synchronized void want(long newLimit, long count) {
        limit = newLimit;
        lastUse = clock.currentTimeNanos();
        wanted.add(lastUse, count);
    }

    /**
     * Changes this process's part.
     *
     * @param atOnce how much of it may be used at once, if it is the first; a part that grows fills with time
     */
    synchronized void resize(long newShare, long atOnce) {
        share = newShare;
        if (share == 0) {
            bucket = null;
        } else if (bucket == null) {
            bucket = Bucket.builder()
                    .addLimit(bandwidth(share, atOnce))
                    .withCustomTimePrecision(clock)
                    .build();
        } else {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(bandwidth(share, 0)).build(),
                    TokensInheritanceStrategy.AS_IS);
        }
    }

    /** Takes one; returns how long to wait when there is none. */
    synchronized Duration take() {
        if (bucket == null) {
            return UNTIL_SHARED;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /** Returns how long to wait until there is one to take. */
    synchronized Duration untilOne() {
        return bucket == null
                ? UNTIL_SHARED
                : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Takes what was used already, even if there is less: later callers wait for it. */
    synchronized void use(long count) {
        wanted.add(clock.currentTimeNanos(), count);
        if (bucket != null) {
            long unused = bucket.consumeIgnoringRateLimits(count);
        }
    }

    private static Bandwidth bandwidth(long perMinute, long atOnce) {
        return Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, MINUTE)
                .initialTokens(atOnce)
                .build();
    }
}
