package dev.penstock.contracts.batch;

import dev.penstock.contracts.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch's use of the cache: it takes cached answers instead of calls, and caches new ones.
 *
 * @param tenant the tenant that owns the cached answers; tenants never share
 * @param maxAgeSeconds the greatest age of a cached answer; null = any age
 */
public record CacheUse(@Nullable String tenant, @Nullable Long maxAgeSeconds) {
    /** Returns the cache use of a batch; null when it calls for every answer, as a batch does that runs a stage again. */
    public static @Nullable CacheUse of(BatchSpec spec) {
        return isWanted(spec) && spec.rerun().isEmpty()
                ? new CacheUse(
                        spec.tenant().orElse(null),
                        maxAge(spec.fields()).map(Duration::toSeconds).orElse(null))
                : null;
    }

    /** Returns the earliest time at which an answer that is taken may have been cached. */
    public Instant oldest(Instant now) {
        return maxAgeSeconds == null ? Instant.MIN : now.minusSeconds(maxAgeSeconds);
    }

    static void check(BatchSpec spec) {
        if (maxAge(spec.fields()).isPresent() && !isWanted(spec)) {
            throw new IllegalArgumentException(
                    "\"cache_max_age\" limits the age of kept answers, so it needs \"cache\": true");
        }
    }

    private static boolean isWanted(BatchSpec spec) {
        return Boolean.TRUE.equals(spec.fields().get(SpecKey.CACHE.text()));
    }

    static boolean isAge(Object value) {
        return age(value).isPresent();
    }

    private static Optional<Duration> maxAge(Map<String, Object> fields) {
        return Optional.ofNullable(fields.get(SpecKey.CACHE_MAX_AGE.text())).flatMap(CacheUse::age);
    }

    /** Parses an age, written like a deadline but not as a point in time. */
    private static Optional<Duration> age(Object value) {
        if (!(value instanceof String text) || text.isBlank() || text.contains("-") || text.contains(":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.between(Instant.EPOCH, Deadline.parse(text, Instant.EPOCH)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
