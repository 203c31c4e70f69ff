package dev.penstock.activities.reuse;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A request that equals an earlier one of its batch; a line of {@code plan/duplicates.jsonl}.
 *
 * @param line line of the duplicate, whose shard is {@code shard}
 * @param of line of the earlier request, whose shard is {@code ofShard}
 */
public record DuplicateRequest(
        long line,
        @JsonProperty("custom_id") String customId,
        int shard,
        long of,
        @JsonProperty("of_shard") int ofShard) {}
