package dev.penstock.store.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a plan that describes one shard.
 *
 * @param requests the number of the shard's requests, skipped ones and duplicates included
 * @param offset the offset of the shard's first request in {@code input.jsonl}
 * @param slices the shard's slices, which follow each other in {@code input.jsonl} without a gap
 * @param skipped lines that became dead letters while planning, and are not in {@code input.jsonl}
 * @param duplicates lines that get the result of an identical request, and stand in {@code duplicates.jsonl} instead
 */
public record ShardPlan(
        int shard, int requests, long offset, List<Slice> slices, List<Long> skipped, List<Long> duplicates) {
    private static final long UNKNOWN = -1;

    /** Returns the length of the shard's requests in {@code input.jsonl}, in bytes. */
    public long length() {
        return slices.stream().mapToLong(Slice::length).sum();
    }

    @JsonCreator
    static ShardPlan of(Compact compact) {
        List<Slice> slices = new ArrayList<>(compact.slices.size());
        long at = compact.offset;
        for (long[] slice : compact.slices) {
            String pool = compact.pools.get((int) slice[4]);
            slices.add(new Slice(
                    slices.size(), at, (int) slice[0], slice[1], (int) slice[2], slice[3], pool, worst(slice)));
            at += slice[0];
        }
        return new ShardPlan(
                compact.shard, compact.requests, compact.offset, slices, compact.skipped, compact.duplicates());
    }

    @JsonValue
    Compact compact() {
        List<String> pools = slices.stream().map(Slice::pool).distinct().toList();
        List<long[]> numbers = slices.stream()
                .map(slice -> new long[] {
                    slice.length(),
                    slice.line(),
                    slice.requests(),
                    slice.tokens(),
                    pools.indexOf(slice.pool()),
                    slice.worst() == null ? UNKNOWN : slice.worst().value()
                })
                .toList();
        return new Compact(shard, requests, offset, pools, numbers, skipped, duplicates.isEmpty() ? null : duplicates);
    }

    /** Returns the slice's {@code worst}; null when unknown, and in plans of older versions. */
    private static @Nullable NanoUsd worst(long[] slice) {
        return slice.length < 6 || slice[5] < 0 ? null : NanoUsd.of(slice[5]);
    }

    /** A shard's plan in its written form: slices are arrays of numbers, as a million slices with names would take 80 MB. */
    record Compact(
            int shard,
            int requests,
            @JsonProperty("at") long offset,
            List<String> pools,
            @JsonProperty("slices_len_line_n_tok_pool") List<long[]> slices,
            List<Long> skipped,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Long> same) {
        List<Long> duplicates() {
            return same == null ? List.of() : same;
        }
    }
}
