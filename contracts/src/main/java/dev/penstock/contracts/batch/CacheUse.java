package dev.penstock.contracts.batch;

import dev.penstock.contracts.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a batch takes kept answers instead of calls, and keeps new ones.
 *
 * @param tenant whose they are; tenants never share
 * @param maxAgeSeconds null = any age
 */
public record CacheUse(@Nullable String tenant, @Nullable Long maxAgeSeconds) {
    /** Null when the batch calls for every answer, as one does that does a stage again. */
    public static @Nullable CacheUse of(BatchSpec spec) {
        return isWanted(spec) && spec.rerun().isEmpty()
                ? new CacheUse(
                        spec.tenant().orElse(null),
                        maxAge(spec.fields()).map(Duration::toSeconds).orElse(null))
                : null;
    }

    /** The oldest answer that is taken was kept then. */
    public Instant oldest(Instant now) {
        return maxAgeSeconds == null ? Instant.MIN : now.minusSeconds(maxAgeSeconds);
    }

    static void check(BatchSpec spec) {
        if (maxAge(spec.fields()).isPresent() && !isWanted(spec)) {
            throw new IllegalArgumentException(
                    "\"cache_max_age\" says how old a kept answer may be; it needs \"cache\": true");
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

    /** Written as a deadline is, but no point in time. */
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
