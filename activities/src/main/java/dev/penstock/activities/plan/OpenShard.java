package dev.penstock.activities.plan;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.limits.rate.SliceSizer;
import dev.penstock.store.plan.ShardPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shard before it is cut into slices: only the places and sizes of its requests. */
public final class OpenShard {
    private static final int MAX_SLICE_BYTES = 1 << 20;

    private final int number;
    private final long offset;
    private final List<Place> places = new ArrayList<>();
    private final List<Long> skipped = new ArrayList<>();
    private final List<Long> duplicates = new ArrayList<>();

    public OpenShard(int number, long offset) {
        this.number = number;
        this.offset = offset;
    }

    public void add(long line, int length, PoolFacts pool, long tokens, Optional<NanoUsd> worst) {
        places.add(new Place(line, length, pool, tokens, worst));
    }

    /** Adds a line that is part of the batch and will not be sent. */
    public void skip(long line) {
        skipped.add(line);
    }

    /** Adds a line that gets the result of another request. */
    public void duplicate(long line) {
        duplicates.add(line);
    }

    public int requests() {
        return places.size() + skipped.size() + duplicates.size();
    }

    public ShardPlan cut(SliceCut cut) {
        Map<PoolFacts, Integer> sizes = new HashMap<>();
        List<Slice> slices = new ArrayList<>();
        long at = offset;
        int from = 0;
        while (from < places.size()) {
            PoolFacts pool = places.get(from).pool;
            int most = cut.isKnown()
                    ? cut.size(from, places.size())
                    : sizes.computeIfAbsent(pool, any -> SliceSizer.planned(any.limits(), tokensPerRequest(any)));
            int to = end(from, most);
            Slice slice = slice(slices.size(), at, places.subList(from, to));
            slices.add(slice);
            at += slice.length();
            from = to;
        }
        return new ShardPlan(number, requests(), offset, slices, skipped, duplicates);
    }

    private int end(int from, int most) {
        Place first = places.get(from);
        long bytes = first.length;
        int end = from + 1;
        while (end < places.size() && end - from < most && places.get(end).pool.equals(first.pool)) {
            bytes += places.get(end).length;
            if (bytes > MAX_SLICE_BYTES) {
                break;
            }
            end++;
        }
        return end;
    }

    private static Slice slice(int index, long at, List<Place> places) {
        Place first = places.get(0);
        int length = places.stream().mapToInt(Place::length).sum();
        long tokens = places.stream().mapToLong(Place::tokens).sum();
        return new Slice(index, at, length, first.line, places.size(), tokens, first.pool.name(), worst(places));
    }

    private static @Nullable NanoUsd worst(List<Place> places) {
        boolean known = places.stream().allMatch(place -> place.worst.isPresent());
        return known
                ? NanoUsd.sum(
                        places.stream().map(place -> place.worst.orElseThrow()).toList())
                : null;
    }

    private double tokensPerRequest(PoolFacts pool) {
        return places.stream()
                .filter(place -> place.pool.equals(pool))
                .mapToLong(Place::tokens)
                .average()
                .orElse(0);
    }

    private record Place(long line, int length, PoolFacts pool, long tokens, Optional<NanoUsd> worst) {}
}
