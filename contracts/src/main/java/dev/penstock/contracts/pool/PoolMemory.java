package dev.penstock.contracts.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a governor takes along into its next run: all it has learnt, and who works for it. Bounded: some 30 KB, and
 * 300 bytes for each worker.
 */
public record PoolMemory(
        Told told, Learnt learnt, Held held, Breaker breaker, Fleet fleet, List<PoolStatus.Sample> samples) {
    /** Quotas, by who named them. */
    public record Told(PoolQuota set, PoolQuota declared, PoolQuota announced) {}

    /** What nobody said, and experience showed; null = nothing yet. */
    public record Learnt(@Nullable Rate requests, @Nullable Rate tokens, Concurrency concurrency) {}

    /**
     * A rate that failed, and how far it has recovered since.
     *
     * @param failed per minute
     * @param recoveringMillis how long it was in full use since
     * @param eventAt when it failed
     * @param isWindow whether the provider seems to count over a minute, and not by the second
     */
    public record Rate(double failed, long recoveringMillis, long eventAt, boolean isWindow) {}

    /**
     * @param slowStart whether it still doubles
     * @param unloadedMillis the latency where load does not show; 0 = not known
     */
    public record Concurrency(double limit, boolean slowStart, double unloadedMillis) {}

    /** Why a person has to let it go on; null = need not. */
    public record Held(@Nullable String paused, @Nullable String blocked, long since) {}

    /**
     * @param state OPEN, OUTAGE, PROBING or RAMPING
     * @param prober who has the only call there is
     */
    public record Breaker(
            PoolState state, long since, @Nullable String prober) {}

    /**
     * @param requestsPerTask and {@code tokensPerRequest}: 0 = not known
     * @param lastMinute what was let in by the provider, by seconds, the oldest first, until {@code lastSecond}
     */
    public record Fleet(
            List<Member> members,
            double requestsPerTask,
            double tokensPerRequest,
            long lastSecond,
            List<Second> lastMinute) {}

    /** Calls and tokens that the provider let in, and calls that it did not. */
    public record Second(double calls, double tokens, double throttled) {}

    /**
     * A worker, and what it may believe to have; null = no limit.
     *
     * @param callsPerMinute used lately, as {@code tokensPerMinute} and {@code busy} calls at once
     * @param declared what its configuration says; null = an older version did not write it down
     */
    public record Member(
            String name,
            long lastReport,
            @Nullable Long requests,
            @Nullable Long tokens,
            @Nullable Long concurrency,
            double callsPerMinute,
            double tokensPerMinute,
            double busy,
            int inFlight,
            int waiting,
            @Nullable PoolQuota declared) {}
}
