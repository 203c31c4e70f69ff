package dev.penstock.activities.completion;

import dev.penstock.activities.call.RouteWaiters;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.traffic.PoolAvailability;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stops the wait for a route of which no pool can be called, for completions whose callers want to be told. */
final class ClosedPool {
    /** Checks, one a second, before a probing pool counts as closed; a successful probe is over sooner. */
    private static final int MAX_PROBING_CHECKS = 8;

    private static final String OUT_OF_MONEY = "insufficient_quota";
    /** The status by which clients know that the account has no money left; its message names nobody. */
    private static final int TOO_MANY_REQUESTS = 429;

    private final Route route;
    private final boolean wanted;
    private int probingChecks;
    private volatile Result.@Nullable Error found;

    ClosedPool(Route route, boolean wanted) {
        this.route = route;
        this.wanted = wanted;
    }

    void check(RouteWaiters waiters) {
        if (!wanted || found != null) {
            return;
        }
        boolean isProbing = route.pools().stream()
                .anyMatch(pool -> pool.availability().current().state() == PoolState.PROBING);
        probingChecks += isProbing ? 1 : 0;
        Optional<Result.Error> first = Optional.empty();
        for (Pool pool : route.pools()) {
            Optional<Result.Error> error = error(pool);
            if (error.isEmpty()) {
                return;
            }
            first = first.or(() -> error);
        }
        found = first.orElse(null);
        waiters.stopWaiting();
    }

    /** Returns why a pool cannot be called; empty if it can. */
    private Optional<Result.Error> error(Pool pool) {
        if (pool.availability().isUnattended(System.nanoTime())) {
            return Optional.of(new Result.Error("pool_unattended", "no running worker serves pool " + pool.name()));
        }
        PoolAvailability.Current now = pool.availability().current();
        boolean closed = switch (now.state()) {
            case PAUSED, BLOCKED, OUTAGE, USED_UP -> true;
            case PROBING -> probingChecks > MAX_PROBING_CHECKS;
            case OPEN, RAMPING -> false;
        };
        return closed ? Optional.of(error(pool.name(), now)) : Optional.empty();
    }

    /**
     * Returns the error for callers, without the provider's message, which concerns the operator and may show part of
     * its key.
     */
    static Result.Error error(String pool, PoolAvailability.Current now) {
        String state = now.state().name().toLowerCase(Locale.ROOT);
        String why = now.state() == PoolState.BLOCKED ? blockedBecause(now.reason()) : now.reason();
        return new Result.Error(
                "pool_" + state, "pool %s is closed (%s)%s".formatted(pool, state, why == null ? "" : ": " + why));
    }

    private static String blockedBecause(@Nullable String reason) {
        return reason != null && reason.contains(OUT_OF_MONEY)
                ? "the provider account has no credit left (%s)".formatted(OUT_OF_MONEY)
                : "the provider rejected this server's account";
    }

    /**
     * Returns whether the provider rejected the operator's provider account; callers must not take this for an error of
     * their own.
     */
    static boolean isRejected(Outcome.Blocked blocked) {
        // Not by a list of usual statuses: some providers reject a key with 400, or with 200.
        return blocked.response().statusCode() != TOO_MANY_REQUESTS;
    }

    /** Returns the error for callers, without the provider's message, which may show part of the operator's key. */
    static Result.Error rejected(String pool, Outcome.Blocked blocked) {
        return new Result.Error(
                "pool_blocked",
                "pool %s is closed (blocked): the provider answered this server with status %d"
                        .formatted(pool, blocked.response().statusCode()));
    }

    /** Returns the error for callers of a model that the account may not use, without the provider's name for the account. */
    static Result.Error notAllowed(String model) {
        return new Result.Error(
                Outcome.Refused.NOT_ALLOWED, "the provider does not let this server use model '%s'".formatted(model));
    }

    /** Returns why the wait was stopped; empty if it was not. */
    Optional<Result.Error> found() {
        return Optional.ofNullable(found);
    }
}
