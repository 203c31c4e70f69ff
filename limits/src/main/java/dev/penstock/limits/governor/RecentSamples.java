package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus.Sample;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.TokensByKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The traffic of a pool in the last ten minutes, in samples of five seconds. */
final class RecentSamples {
    static final long LENGTH_MILLIS = 5_000;
    static final int KEPT = 120;

    private final Deque<Sample> samples;

    RecentSamples(List<Sample> memory) {
        samples = new ArrayDeque<>(memory);
    }

    void add(PoolTraffic traffic, PoolLimits limits, PoolState state, long now) {
        long at = now - now % LENGTH_MILLIS;
        Sample before = samples.peekLast();
        if (before != null && before.at() >= at) {
            samples.removeLast();
            samples.add(sum(before, traffic, limits, state, now));
            return;
        }
        if (before != null && at - before.at() == LENGTH_MILLIS) {
            samples.removeLast();
            samples.add(whole(before));
        }
        samples.add(sum(new Sample(at, 0, 0, 0, 0, 0, null, null, 0, state), traffic, limits, state, now));
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
    }

    List<Sample> memory() {
        return List.copyOf(samples);
    }

    private static Sample sum(Sample before, PoolTraffic traffic, PoolLimits limits, PoolState state, long now) {
        return new Sample(
                before.at(),
                // Reported traffic began earlier, perhaps before this sample did.
                Math.clamp(Math.max(now - before.at(), traffic.millis()), 1, LENGTH_MILLIS),
                before.calls() + traffic.calls(),
                before.tokens() + traffic.tokens(),
                before.throttled() + traffic.throttled(),
                before.faults() + traffic.faults(),
                limits.perMinute().requests().orNull(),
                limits.perMinute().tokens().orNull(),
                limits.concurrency(),
                state,
                byKind(before, traffic, limits));
    }

    /** Returns a sample that lasted five seconds: reports went on after it, so all that happened in it is known. */
    private static Sample whole(Sample sample) {
        return new Sample(
                sample.at(),
                LENGTH_MILLIS,
                sample.calls(),
                sample.tokens(),
                sample.throttled(),
                sample.faults(),
                sample.requestsPerMinute(),
                sample.tokensPerMinute(),
                sample.concurrency(),
                sample.state(),
                sample.byKind());
    }

    /** Returns the tokens by kind, which are not kept where nobody limits them apart. */
    private static @Nullable TokensByKind byKind(Sample before, PoolTraffic traffic, PoolLimits limits) {
        boolean areLimited = !limits.perMinute().inputTokens().isUnlimited()
                || !limits.perMinute().outputTokens().isUnlimited();
        return areLimited
                ? TokensByKind.ofNullable(before.byKind())
                        .plus(TokensByKind.ofNullable(traffic.byKind()))
                        .orNull()
                : before.byKind();
    }
}
