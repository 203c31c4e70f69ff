package dev.penstock.activities.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.store.Result;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The properties by which usage is grouped.
 *
 * @param day day in UTC when the requests were called or got a reused answer; null if neither
 * @param stage stage of a pipeline; null for whole requests and single completions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageKey(
        @Nullable LocalDate day,
        String pool,
        String model,
        @Nullable String stage) implements Comparable<UsageKey> {
    /** Stands for a pool or model that a result does not name. */
    public static final String UNKNOWN = "unknown";

    private static final Comparator<String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<UsageKey> ORDER = Comparator.comparing(
                    (UsageKey key) -> key.day == null ? "" : key.day.toString())
            .thenComparing(UsageKey::pool)
            .thenComparing(UsageKey::model)
            .thenComparing(key -> key.stage, NULLS_FIRST);

    public static UsageKey of(Result result, @Nullable String stage) {
        Result.Call call = result.call();
        return new UsageKey(
                day(result),
                call == null ? UNKNOWN : call.pool(),
                call == null || call.model().isEmpty() ? UNKNOWN : call.model(),
                stage);
    }

    public UsageKey withoutStage() {
        return new UsageKey(day, pool, model, null);
    }

    private static @Nullable LocalDate day(Result result) {
        Instant reused = result.reuse() == null ? null : result.reuse().at();
        Instant at = result.startedAt() == null ? reused : result.startedAt();
        return at == null ? null : LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    @Override
    public int compareTo(UsageKey other) {
        return ORDER.compare(this, other);
    }
}
