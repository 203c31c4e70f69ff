package dev.penstock.activities.reuse;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A request that is the same as an earlier one of its batch; a line of {@code plan/duplicates.jsonl}.
 *
 * @param line its own, and {@code shard} the one that it belongs to
 * @param of the other's line, and {@code ofShard} its shard
 */
public record DuplicateRequest(
        long line,
        @JsonProperty("custom_id") String customId,
        int shard,
        long of,
        @JsonProperty("of_shard") int ofShard) {}
