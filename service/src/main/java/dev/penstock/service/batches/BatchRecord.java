package dev.penstock.service.batches;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.SpecKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a caller has submitted it, without its specification, which may have a megabyte and is read when the batch is started.
 * Both are kept in the store as {@code order.json}, and never changed.
 *
 * @param expiresAt when the completion window ends; absent = never
 * @param outputSeconds how long the output files are kept, in seconds; absent = forever
 * @param engine the Temporal server and namespace that run the batch; absent until the record is kept
 * @param tenant the tenant that submitted the batch; absent when the server needs no keys
 * @param input the URI of the input, as in the specification
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
        String input) {
    /** The keys of a specification that the record itself has, or that a caller may not choose. */
    public static final Set<SpecKey> RESERVED_KEYS = Collections.unmodifiableSet(EnumSet.of(
            SpecKey.INPUT,
            SpecKey.FORMAT,
            SpecKey.ROUND,
            SpecKey.ENDPOINT,
            SpecKey.TENANT,
            SpecKey.KEY,
            SpecKey.STORE,
            SpecKey.POOLS,
            SpecKey.RERUN));

    /** The age after which a batch that has not started is no longer started. */
    private static final Duration MAX_START_AGE = Duration.ofDays(1);

    boolean mayStillStart() {
        return isYoungerThan(MAX_START_AGE);
    }

    boolean isYoungerThan(Duration age) {
        return createdAt.isAfter(Instant.now().minus(age));
    }
}
