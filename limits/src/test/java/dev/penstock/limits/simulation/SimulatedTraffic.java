package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;

import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.contracts.pool.TokensByKind;
import dev.penstock.limits.rate.CallTokens;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a worker has seen since its last report. */
final class SimulatedTraffic {
    private static final int LAST = 20;

    private final Deque<Boolean> lastWereLost = new ArrayDeque<>();
    private final List<Long> latencies = new ArrayList<>();
    private boolean burst;
    private long since;
    private long calls;
    private long tokens;
    private TokensByKind byKind = TokensByKind.NONE;
    private long throttled;
    private long events;
    private boolean forTokens;
    private long retryAt;
    private long lost;
    private long lostAgain;

    void called(SimulatedRequest request) {
        calls++;
        tokens += request.reserved().total();
    }

    void answered(SimulatedRequest request, long latency) {
        CallTokens used = request.used();
        tokens += used.total() - request.reserved().total();
        byKind = byKind.plus(new TokensByKind(used.input(), used.output()));
        latencies.add(latency / MILLI);
        remember(false);
    }

    void throttled(SimulatedRequest request, ProviderResponse.Throttled throttle, boolean isNewEvent, long now) {
        tokens -= request.reserved().total();
        throttled++;
        events += isNewEvent ? 1 : 0;
        forTokens |= throttle.forTokens();
        retryAt = Math.max(retryAt, now + throttle.retryAfter());
        remember(false);
    }

    /**
     * @param failedBefore whether the request was lost before
     * @return whether most of the last calls were lost
     */
    boolean lost(boolean failedBefore) {
        lost++;
        if (failedBefore) {
            lostAgain++;
            return false;
        }
        remember(true);
        boolean isBurst = !burst && lastWereLost.size() >= LAST && recentLost() >= LAST / 2;
        burst |= isBurst;
        return isBurst;
    }

    private long recentLost() {
        return lastWereLost.stream().filter(wasLost -> wasLost).count();
    }

    PoolTraffic take(long now, ProbeOutcomes probes) {
        PoolTraffic traffic = new PoolTraffic(
                        (now - since) / MILLI,
                        calls,
                        Math.max(0, tokens),
                        latencies.size(),
                        throttled,
                        events,
                        forTokens,
                        retryAt > now ? (Long) ((retryAt - now) / MILLI) : null,
                        lost,
                        latencies.isEmpty()
                                ? null
                                : latencies.stream().sorted().toList().get(latencies.size() / 2),
                        lastWereLost.size(),
                        (int) recentLost(),
                        lostAgain)
                .with(probes, byKind);
        if (burst) {
            lastWereLost.clear();
            burst = false;
        }
        since = now;
        calls = tokens = throttled = events = lost = lostAgain = 0;
        forTokens = false;
        byKind = TokensByKind.NONE;
        latencies.clear();
        return traffic;
    }

    private void remember(boolean wasLost) {
        lastWereLost.add(wasLost);
        if (lastWereLost.size() > LAST) {
            lastWereLost.remove();
        }
    }
}
