package dev.penstock.service.callers;

import dev.penstock.service.errors.ApiFailure;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Enforces the limits of API keys: limits per minute within this process, limits per day across all processes. */
@Singleton
public final class KeyAllowances {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final ConcurrentMap<String, Minute> minutes = new ConcurrentHashMap<>();
    private final DailyKeyUsage days;
    private final KeyRing keys;

    KeyAllowances(DailyKeyUsage days, KeyRing keys) {
        this.keys = keys;
        this.days = days;
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
        Minute minute = minutes.computeIfAbsent(key.id(), unused -> Minute.of(key));
        refuseFor(minute.waitForTokens(), "tokens", limits.tokensPerMinute());
        refuseFor(minute.waitForRequest(), "requests", limits.requestsPerMinute());
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
        Minute minute = minutes.get(id);
        if (minute != null) {
            minute.used(tokens);
        }
    }

    private static void refuseBeyond(@Nullable Long limit, long used, String what) {
        if (limit != null && used >= limit) {
            throw ApiFailure.spent(
                    "this key has used its %d %s of today; the limit resets at 00:00 UTC".formatted(limit, what),
                    "daily_limit_exceeded");
        }
    }

    private static void refuseFor(Duration wait, String what, @Nullable Long limit) {
        if (wait.isPositive()) {
            throw ApiFailure.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "this key is limited to %d %s a minute; try again later".formatted(limit, what),
                    "rate_limit_exceeded",
                    wait);
        }
    }

    /** The token buckets of a key's limits per minute; null = unlimited. */
    private record Minute(
            @Nullable Bucket requests, @Nullable Bucket tokens) {
        static Minute of(ApiKey key) {
            return new Minute(
                    bucket(key.limits().requestsPerMinute()),
                    bucket(key.limits().tokensPerMinute()));
        }

        private static @Nullable Bucket bucket(@Nullable Long perMinute) {
            return perMinute == null
                    ? null
                    : Bucket.builder()
                            .addLimit(Bandwidth.builder()
                                    .capacity(perMinute)
                                    .refillGreedy(perMinute, MINUTE)
                                    .build())
                            .build();
        }

        Duration waitForRequest() {
            if (requests == null) {
                return Duration.ZERO;
            }
            ConsumptionProbe probe = requests.tryConsumeAndReturnRemaining(1);
            return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
        }

        /** Returns the time until a token is available. Usage is known only afterwards: a request may exceed the limit, later ones wait. */
        Duration waitForTokens() {
            return tokens == null
                    ? Duration.ZERO
                    : Duration.ofNanos(tokens.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        }

        void used(long number) {
            if (tokens != null) {
                long unused = tokens.consumeIgnoringRateLimits(number);
            }
        }
    }
}
