package dev.penstock.activities.reduce;

import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.plan.Pools;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the slices of a level have cost at most. */
public final class LevelSpending {
    private final ResultLog log;
    private final Pools pools;
    private final LevelFiles files;

    public LevelSpending(Store store, ResultLog log, Pools pools) {
        this.log = log;
        this.pools = pools;
        this.files = new LevelFiles(store);
    }

    /** By slice. */
    public Map<Integer, Long> of(BatchId batch, int shard, PlannedStage stage, int round) throws IOException {
        Level level = files.of(batch, shard);
        NavigableMap<Long, Slice> slices = new TreeMap<>();
        level.shard(shard).slices().forEach(slice -> slices.put(slice.line(), slice));
        ShardLog logged = log.stage(level.log(stage.name())).read(batch, shard);
        return LoggedCost.bySlice(
                logged,
                round,
                line -> slice(slices, line).map(Slice::index),
                line -> slice(slices, line)
                        .map(slice -> worst(batch, slice, line))
                        .orElse(0L));
    }

    private static Optional<Slice> slice(NavigableMap<Long, Slice> slices, long line) {
        return Optional.ofNullable(slices.floorEntry(line)).map(Map.Entry::getValue);
    }

    private long worst(BatchId batch, Slice slice, long line) {
        return files.read(batch, slice).stream()
                .filter(request -> request.line() == line)
                .findFirst()
                .flatMap(request -> pools.worstCase(slice.pool()).of(request.url(), request.body()))
                .orElse(0L);
    }
}
