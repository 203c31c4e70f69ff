package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The end state of a batch and the places of its files; also kept in the store as {@code summary.json}. */
public record BatchResult(
        BatchId id,
        BatchState status,
        long total,
        Receipt receipt,
        @JsonProperty("started_at") Instant startedAt,
        @JsonProperty("finished_at") Instant finishedAt,
        int round,
        @Nullable String reason,
        String output,
        String errors,
        @Nullable LaneReport lane) {
    public BatchResult(
            BatchId id,
            BatchState status,
            long total,
            Receipt receipt,
            Instant startedAt,
            Instant finishedAt,
            int round,
            @Nullable String reason,
            String output,
            String errors) {
        this(id, status, total, receipt, startedAt, finishedAt, round, reason, output, errors, null);
    }

    /** Returns whether every request was answered, so that nothing is left to do. */
    @JsonIgnore
    public boolean isWhole() {
        return status == BatchState.COMPLETED && receipt.counts().failed() == 0;
    }
}
