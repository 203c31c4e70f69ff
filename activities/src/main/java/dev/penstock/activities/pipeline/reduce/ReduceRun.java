package dev.penstock.activities.pipeline.reduce;

import dev.penstock.activities.Receipts;
import dev.penstock.activities.permit.StagePermitRegistry;
import dev.penstock.activities.pipeline.stage.StoredPipelines;
import dev.penstock.activities.shard.SliceBeat;
import dev.penstock.activities.shard.SliceRun;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.StageStep;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Makes the calls of a slice of a reduce level. */
public final class ReduceRun {
    private final ResultLog log;
    private final SliceRun slices;
    private final StagePermitRegistry places;
    private final LevelFiles files;
    private final StoredPipelines pipelines;

    public ReduceRun(Store store, ResultLog log, SliceRun slices, StagePermitRegistry places) {
        this.log = log;
        this.slices = slices;
        this.places = places;
        this.files = new LevelFiles(store);
        this.pipelines = new StoredPipelines(store);
    }

    /** Returns whether the slice is one of a reduce level. */
    public boolean takes(SliceInput slice, StageStep step) {
        return pipelines.get(slice.batch()).get(step.name()).isReduce();
    }

    /** Makes the calls of a slice. Safe to run again: requests that have a result in the result log are not called again. */
    public SliceReceipt run(SliceInput slice, StageStep step, int attempt, Consumer<SliceBeat> heart) {
        StoredPipelines.Prompts pipeline = pipelines.get(slice.batch());
        Stage stage = pipeline.get(step.name());
        ReduceLevelPlan level = level(slice);
        String name = level.log(stage.name());
        List<Result> results = slices.results(
                slice,
                step.atOnce(),
                route -> new SliceRun.Work(
                        name,
                        log.stage(name),
                        files.read(slice.batch(), slice.slice()),
                        route,
                        pipeline.checks(stage),
                        () -> places.join(slice.batch(), step.name(), step.atOnce())),
                attempt,
                heart);
        Receipt receipt = Receipts.of(results);
        return new SliceReceipt(receipt, forTheBatch(receipt, level.isLast()));
    }

    private ReduceLevelPlan level(SliceInput slice) {
        try {
            return files.of(slice.batch(), slice.shard());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what counts for the batch: the cost of all calls, but only the last level's answer as a result. */
    static Receipt forTheBatch(Receipt calls, boolean isLast) {
        Counts counts = calls.counts();
        return new Receipt(
                new Counts(
                        isLast ? counts.completed() : 0,
                        counts.failed(),
                        counts.throttled(),
                        counts.retries(),
                        counts.possiblyPaidTwice(),
                        isLast ? counts.cached() : 0,
                        0,
                        isLast ? counts.incomplete() : null),
                calls.usage(),
                calls.cost(),
                calls.latency());
    }
}
