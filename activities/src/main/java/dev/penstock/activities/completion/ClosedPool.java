package dev.penstock.activities.completion;

import dev.penstock.activities.pool.Pool;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.rate.WaiterGroup;
import dev.penstock.limits.traffic.PoolAvailability;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends those away who would wait for a pool that nobody may call, if they asked to be told. */
final class ClosedPool {
    /** Looks, one a second: a probe is soon over, or its provider is not well. */
    private static final int PROBING_LOOKS = 8;

    private static final String OUT_OF_MONEY = "insufficient_quota";
    private static final Set<Integer> TURNED_AWAY = Set.of(401, 402, 403, 407);

    private final Pool pool;
    private final boolean wanted;
    private int looks;
    private volatile Result.@Nullable Error found;

    ClosedPool(Pool pool, boolean wanted) {
        this.pool = pool;
        this.wanted = wanted;
    }

    void look(WaiterGroup waiters) {
        if (!wanted || found != null) {
            return;
        }
        if (pool.availability().isUnattended(System.nanoTime())) {
            found = new Result.Error("pool_unattended", "no worker runs that looks after pool " + pool.name());
            waiters.stopWaiting();
            return;
        }
        PoolAvailability.Current now = pool.availability().current();
        boolean closed = switch (now.state()) {
            case PAUSED, BLOCKED, OUTAGE -> true;
            case PROBING -> ++looks > PROBING_LOOKS;
            case OPEN, RAMPING -> false;
        };
        if (closed) {
            found = error(pool.name(), now);
            waiters.stopWaiting();
        }
    }

    /** What callers are told; the provider's words about the account are the operator's, and may show some of its key. */
    static Result.Error error(String pool, PoolAvailability.Current now) {
        String state = now.state().name().toLowerCase(Locale.ROOT);
        String why = now.state() == PoolState.BLOCKED ? blockedBecause(now.reason()) : now.reason();
        return new Result.Error(
                "pool_" + state, "pool %s is closed (%s)%s".formatted(pool, state, why == null ? "" : ": " + why));
    }

    private static String blockedBecause(@Nullable String reason) {
        return reason != null && reason.contains(OUT_OF_MONEY)
                ? "its account is out of money (%s)".formatted(OUT_OF_MONEY)
                : "its provider turned this server away";
    }

    /** Whether the provider found fault with the operator's account, which its caller must not take for their own. */
    static boolean isTurnedAway(Outcome.Blocked blocked) {
        return TURNED_AWAY.contains(blocked.response().statusCode());
    }

    /** Without the provider's words, which may show some of the operator's key. */
    static Result.Error turnedAway(Pool pool, Outcome.Blocked blocked) {
        return new Result.Error(
                "pool_blocked",
                "pool %s is closed (blocked): its provider says %d to this server"
                        .formatted(pool.name(), blocked.response().statusCode()));
    }

    /** Why they were sent away. */
    Optional<Result.Error> found() {
        return Optional.ofNullable(found);
    }
}
