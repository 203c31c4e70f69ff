package dev.penstock.activities.reduce;

import dev.penstock.activities.plan.ShardPlan;
import dev.penstock.activities.plan.SliceCut;
import dev.penstock.contracts.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a level's requests, as they come, into shards and slices of one pool. */
final class LevelShards {
    private static final int MAX_SLICE_BYTES = 1 << 20;

    private final List<Place> places = new ArrayList<>();
    private final int firstShard;
    private final long offset;
    private final String pool;

    /**
     * @param offset where its first request lies
     */
    LevelShards(int firstShard, long offset, String pool) {
        this.firstShard = firstShard;
        this.offset = offset;
        this.pool = pool;
    }

    private record Place(int length, long tokens, @Nullable Long worst) {}

    /**
     * @param worst billionths of a US dollar; null = not known
     */
    void add(int length, long tokens, @Nullable Long worst) {
        places.add(new Place(length, tokens, worst));
    }

    /**
     * @param most requests of a shard
     */
    List<ShardPlan> cut(int most, SliceCut cut) {
        List<ShardPlan> shards = new ArrayList<>();
        long at = offset;
        for (int from = 0; from < places.size(); from += most) {
            int to = Math.min(places.size(), from + most);
            ShardPlan shard = new ShardPlan(
                    firstShard + shards.size(), to - from, at, slices(from, to, at, cut), List.of(), List.of());
            shards.add(shard);
            at += shard.length();
        }
        return shards;
    }

    private List<Slice> slices(int begin, int end, long offset, SliceCut cut) {
        List<Slice> slices = new ArrayList<>();
        long at = offset;
        for (int from = begin; from < end; ) {
            List<Place> here =
                    places.subList(from, end(from, Math.min(end, from + cut.size(from - begin, end - begin))));
            int length = here.stream().mapToInt(Place::length).sum();
            long tokens = here.stream().mapToLong(Place::tokens).sum();
            slices.add(new Slice(slices.size(), at, length, from + 1, here.size(), tokens, pool, worst(here)));
            at += length;
            from += here.size();
        }
        return slices;
    }

    private int end(int from, int most) {
        long bytes = places.get(from).length;
        int end = from + 1;
        while (end < most && bytes + places.get(end).length <= MAX_SLICE_BYTES) {
            bytes += places.get(end).length;
            end++;
        }
        return end;
    }

    private static @Nullable Long worst(List<Place> places) {
        long sum = 0;
        for (Place place : places) {
            if (place.worst == null) {
                return null;
            }
            sum += place.worst;
        }
        return sum;
    }
}
