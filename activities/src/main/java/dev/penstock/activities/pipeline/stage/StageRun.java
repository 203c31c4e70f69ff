package dev.penstock.activities.pipeline.stage;

import dev.penstock.activities.Receipts;
import dev.penstock.activities.permit.StagePermitRegistry;
import dev.penstock.activities.shard.RequestMemory;
import dev.penstock.activities.shard.SliceBeat;
import dev.penstock.activities.shard.SliceRun;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.StageKind;
import dev.penstock.contracts.pipeline.StageStep;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Runs a slice through one stage: makes requests from earlier answers, calls them, and merges results after the last
 * stage.
 */
public final class StageRun {
    private final Store store;
    private final ResultLog log;
    private final SliceRun slices;
    private final StagePermitRegistry places;
    private final StageMemory memory;
    private final RequestMemory requestMemory;
    private final StoredPipelines pipelines;

    public StageRun(
            Store store, ResultLog log, SliceRun slices, StagePermitRegistry places, RequestMemory requestMemory) {
        this.requestMemory = requestMemory;
        this.store = store;
        this.log = log;
        this.slices = slices;
        this.places = places;
        this.memory = new StageMemory(store);
        this.pipelines = new StoredPipelines(store);
    }

    /** Makes the calls of a slice. Safe to run again: requests that have a result in the result log are not called again. */
    public SliceReceipt run(SliceInput slice, StageStep step, int attempt, Consumer<SliceBeat> heart) {
        SliceBeat waiting = new SliceBeat(0, slice.slice().requests(), 0);
        try (SliceRun.Begun begun = slices.begin(slice, step.atOnce());
                RequestMemory.Share share =
                        requestMemory.share(slice.slice().pool(), () -> begun.beat(heart, waiting))) {
            share.take(slice.slice().length());
            return run(slice, step, attempt, heart, begun, share);
        }
    }

    private SliceReceipt run(
            SliceInput slice,
            StageStep step,
            int attempt,
            Consumer<SliceBeat> heart,
            SliceRun.Begun begun,
            RequestMemory.Share share) {
        StoredPipelines.Prompts pipeline = pipelines.get(slice.batch());
        Stage stage = pipeline.get(step.name());
        List<RequestLine> lines = store.read(slice.batch(), slice.slice());
        StageHistory before = StageHistory.of(slice, lines, pipeline.before(stage), memory);
        StageRequests requests = StageRequests.of(
                before, lines, pipeline.prompt(stage), slice.round(), requestMemory.most(), share::take);

        String name = StageLogs.name(stage, step.sample());
        ResultLog ofStage = log.stage(name);
        List<Result> results = new ArrayList<>(requests.impossible());
        append(ofStage, slice, requests.impossible());
        results.addAll(slices.results(
                stage.kind() == StageKind.VOTE ? slice.withoutCache() : slice,
                begun,
                new SliceRun.Work(
                        name,
                        ofStage,
                        requests.possible(),
                        begun.route(),
                        pipeline.checks(stage),
                        () -> places.join(slice.batch(), step.name(), step.atOnce())),
                attempt,
                heart));
        results.stream().filter(StageRun::isComplete).forEach(result -> memory.remember(slice, name, result));
        boolean isLast = pipeline.isLast(stage) && step.sample() == stage.samples();
        return new SliceReceipt(
                receipt(results, step.sample()), isLast ? finish(slice, lines, pipeline, attempt) : null);
    }

    /** Returns whether a result has its body; results from the log come without. */
    private static boolean isComplete(Result result) {
        return result.response() == null || !result.response().body().isEmpty();
    }

    /** Returns the receipt of one sample; further samples of a vote count as calls of the same request, not as requests. */
    private static Receipt receipt(List<Result> results, int sample) {
        Receipt all = Receipts.of(results);
        Counts counts = all.counts();
        return sample == 1
                ? all
                : new Receipt(
                        new Counts(0, 0, counts.throttled(), counts.retries(), counts.possiblyPaidTwice(), 0, 0),
                        all.usage(),
                        all.cost(),
                        all.latency());
    }

    /** Writes the batch's results of the slice, after the last stage. */
    private Receipt finish(SliceInput slice, List<RequestLine> lines, StoredPipelines.Prompts pipeline, int attempt) {
        StageHistory all = StageHistory.of(slice, lines, pipeline.each(), memory);
        Optional<ShardLog> logged = attempt > 1 || slice.mayBeLogged()
                ? Optional.of(log.read(slice.batch(), slice.shard()))
                : Optional.empty();
        List<Result> finished = new ArrayList<>();
        List<Result> fresh = new ArrayList<>();
        for (RequestLine line : lines) {
            Result merged = MergedResult.of(line, all.of(line.line()), slice.round());
            finished.add(merged);
            if (logged.flatMap(known -> known.find(line.line(), slice.round())).isEmpty()) {
                fresh.add(merged);
            }
        }
        append(log, slice, fresh);
        return Receipts.of(finished);
    }

    private static void append(ResultLog log, SliceInput slice, List<Result> results) {
        List<CompletableFuture<Void>> durable = results.stream()
                .map(result -> log.append(slice.batch(), slice.shard(), result))
                .toList();
        DurableResults.await(durable);
    }
}
