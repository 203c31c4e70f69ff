package dev.penstock.service.batches;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a caller has submitted it. It is kept in the store as {@code order.json} and never changed.
 *
 * @param expiresAt when the completion window ends; absent = never
 * @param outputSeconds how long its files are kept; absent = for good
 * @param engine the Temporal that runs it; absent until it is kept
 * @param tenant whose it is; absent where no keys are used
 */
public record BatchRecord(
        BatchId id,
        String endpoint,
        @JsonProperty("input_file_id") String inputFileId,
        @JsonProperty("completion_window") String completionWindow,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") @Nullable Instant expiresAt,
        @Nullable Map<String, String> metadata,
        @JsonProperty("output_seconds") @Nullable Long outputSeconds,
        @Nullable String tenant,
        @Nullable String engine,
        BatchSpec spec) {
    /** The keys of a specification that the record itself has, or that a caller may not choose. */
    public static final Set<SpecKey> SAYS_ITSELF = Collections.unmodifiableSet(
            EnumSet.of(SpecKey.INPUT, SpecKey.FORMAT, SpecKey.ROUND, SpecKey.ENDPOINT, SpecKey.TENANT, SpecKey.KEY));

    /** A batch that has not started by then is not started any more. */
    private static final Duration STARTABLE = Duration.ofDays(1);

    boolean mayStillStart() {
        return isYoungerThan(STARTABLE);
    }

    boolean isYoungerThan(Duration age) {
        return createdAt.isAfter(Instant.now().minus(age));
    }
}
