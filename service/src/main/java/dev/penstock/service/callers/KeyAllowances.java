package dev.penstock.service.callers;

import dev.penstock.service.callers.share.SharedKeyLimits;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Enforces the limits of API keys, per minute and per day, which hold for all processes together. */
@Singleton
public final class KeyAllowances {
    private final SharedKeyLimits minutes;
    private final DailyKeyUsage days;
    private final KeyRing keys;

    @Inject
    KeyAllowances(KeyLimitSharing minutes, DailyKeyUsage days, KeyRing keys) {
        this(minutes.shared(), days, keys);
    }

    KeyAllowances(SharedKeyLimits minutes, DailyKeyUsage days, KeyRing keys) {
        this.minutes = minutes;
        this.days = days;
        this.keys = keys;
    }

    /**
     * Counts one request against the key's limits.
     *
     * @throws ApiFailure 429 when a limit is reached
     */
    void admit(ApiKey key) {
        KeyLimits limits = key.limits();
        if (limits.equals(KeyLimits.NONE)) {
            return;
        }
        DailyKeyUsage.Count today = days.today(key.id());
        refuseBeyond(limits.requestsPerDay(), today.requests(), "requests");
        refuseBeyond(limits.tokensPerDay(), today.tokens(), "tokens");
        Long tokens = limits.tokensPerMinute();
        if (tokens != null) {
            // Usage is known only afterwards: a request may exceed the limit, and later ones wait.
            refuseFor(minutes.untilOne(tokens(key.id()), tokens), "tokens", tokens);
        }
        Long requests = limits.requestsPerMinute();
        if (requests != null) {
            refuseFor(minutes.take(requests(key.id()), requests), "requests", requests);
        }
        days.add(key.id(), 1, 0);
    }

    /**
     * Counts one more request of an identified caller against the key's limits.
     *
     * @throws ApiFailure 429 when a limit is reached, 401 when the key has been revoked since
     */
    public void admit(ApiCaller caller) {
        String id = caller.key();
        if (id != null) {
            admit(keys.known(id).orElseThrow(() -> ApiFailure.unauthorized("this API key has been revoked")));
        }
    }

    /** Returns the most bytes that the tenant of the caller's key may keep; null = unlimited. */
    public @Nullable Long storage(ApiCaller caller) {
        String id = caller.key();
        return id == null
                ? null
                : keys.known(id).map(key -> key.limits().storageBytes()).orElse(null);
    }

    /** Counts the tokens that a completion has used against the limits of the caller's key. */
    public void used(ApiCaller caller, long tokens) {
        String id = caller.key();
        if (id == null || tokens == 0) {
            return;
        }
        days.add(id, 0, tokens);
        minutes.use(tokens(id), tokens);
    }

    private static void refuseBeyond(@Nullable Long limit, long used, String what) {
        if (limit != null && used >= limit) {
            throw ApiFailure.spent(
                    "this key has used its %d %s of today; the limit resets at 00:00 UTC".formatted(limit, what),
                    "daily_limit_exceeded");
        }
    }

    private static void refuseFor(Duration wait, String what, long limit) {
        if (wait.isPositive()) {
            throw ApiFailure.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "this key is limited to %d %s a minute; try again later".formatted(limit, what),
                    "rate_limit_exceeded",
                    wait);
        }
    }

    private static String requests(String key) {
        return key + "/requests";
    }

    private static String tokens(String key) {
        return key + "/tokens";
    }
}
