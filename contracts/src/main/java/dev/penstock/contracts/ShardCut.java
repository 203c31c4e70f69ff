package dev.penstock.contracts;

import java.util.List;
import java.util.Map;

/**
 * The slices that a shard has to send.
 *
 * @param slices the slices as planned, in order
 * @param sizing by pool, how large slices should be now; planned slices are joined to that size. Slices of other pools are
 *     sent as planned
 * @param shardsAtOnce how many shards of the batch run at once; 0 where a worker of an earlier version cut the shard, whose
 *     sizes are for one shard
 */
public record ShardCut(List<Slice> slices, Map<String, SliceSizing> sizing, int shardsAtOnce) {
    /** Returns slices that are sent as planned. */
    public static ShardCut asPlanned(List<Slice> slices) {
        return new ShardCut(slices, Map.of(), 1);
    }
}
