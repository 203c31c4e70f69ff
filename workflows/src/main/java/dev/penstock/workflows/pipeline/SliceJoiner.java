package dev.penstock.workflows.pipeline;

import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins planned slices when they are sent, to the size that their pool's rate asks for. A slice that came back is sent again
 * as it was, because money and results are counted for it.
 */
public final class SliceJoiner {
    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, SliceSizing> sizing = new TreeMap<>();
    /** By the first one's number, how many planned slices are sent as one. */
    private final SortedMap<Integer, Integer> joined = new TreeMap<>();

    private IntPredicate staysAlone = slice -> false;
    private int shardsAtOnce;

    /**
     * Begins to join slices.
     *
     * @param now the sizes by pool; slices of other pools stay as they were planned
     * @param shards how many shards of the batch run at once
     * @param alone whether a planned slice is not to be joined
     */
    void begin(Map<String, SliceSizing> now, int shards, IntPredicate alone) {
        sizing.putAll(now);
        shardsAtOnce = shards;
        staysAlone = alone;
    }

    /** Takes new advice for a pool whose slices are joined. */
    public void update(String pool, SliceSizing now) {
        sizing.computeIfPresent(pool, (name, before) -> now);
    }

    /** Returns whether another slice like this may be sent while this many requests are under way. */
    boolean maySend(Slice slice, int requestsInFlight) {
        SliceSizing now = sizing.get(slice.pool());
        return now == null || requestsInFlight < now.inFlightOfShard(shardsAtOnce);
    }

    /** Returns the first waiting slice, joined with those that follow it. */
    Slice first(SortedMap<Integer, Slice> waiting) {
        Slice first = waiting.firstEntry().getValue();
        SliceSizing now = sizing.get(first.pool());
        if (now == null || isFixed(first)) {
            return first;
        }
        Slice all = first;
        for (Slice next : waiting.tailMap(first.index() + 1).values()) {
            if (isFixed(next) || !follows(all, next) || all.requests() + next.requests() > now.requests()) {
                break;
            }
            all = all.plus(next);
        }
        return all;
    }

    private boolean isFixed(Slice slice) {
        return joined.containsKey(slice.index()) || staysAlone.test(slice.index());
    }

    private static boolean follows(Slice all, Slice next) {
        return next.pool().equals(all.pool())
                && next.offset() == all.offset() + all.length()
                && all.length() + next.length() <= MAX_BYTES;
    }

    /** Takes a slice out of those that wait, with all planned slices that it consists of. */
    void take(Slice slice, SortedMap<Integer, Slice> waiting) {
        Slice known = waiting.remove(slice.index());
        int parts = 1;
        long end = slice.offset() + slice.length();
        while (known != null && known.offset() + known.length() < end) {
            known = waiting.remove(slice.index() + parts);
            parts++;
        }
        if (!sizing.isEmpty()) {
            joined.putIfAbsent(slice.index(), parts);
        }
    }

    /** Forgets a slice whose requests all have results. */
    void passed(Slice slice) {
        joined.remove(slice.index());
    }

    /** Returns the numbers of the planned slices that this slice consists of. */
    public IntStream parts(int slice) {
        return IntStream.range(slice, slice + joined.getOrDefault(slice, 1));
    }

    /** Returns what was joined and is left, for the shard's next run; null if nothing. */
    public @Nullable Map<Integer, Integer> joined() {
        return joined.isEmpty() ? null : Map.copyOf(joined);
    }

    /** Joins the slices that an earlier run of the shard had joined. */
    void restore(@Nullable Map<Integer, Integer> before, SortedMap<Integer, Slice> waiting) {
        if (before != null) {
            new TreeMap<>(before).forEach((first, parts) -> {
                SortedMap<Integer, Slice> all = waiting.subMap(first, first + parts);
                Slice one = all.values().stream().reduce(Slice::plus).orElseThrow();
                all.clear();
                waiting.put(first, one);
                joined.put(first, parts);
            });
        }
    }
}
