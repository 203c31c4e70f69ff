package dev.penstock.activities.pipeline.reduce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.pipeline.stage.CombinedCalls;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.store.Json;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads how a batch's reduction ended; its result is one more result of the batch, with the stage's name as custom_id. */
public final class Reduced {
    private final Store store;
    private final BatchId batch;
    private final StoredPlan plan;
    private final String stage;
    private final List<ReduceLevelPlan> levels;

    private Reduced(Store store, BatchId batch, StoredPlan plan, String stage) throws IOException {
        this.store = store;
        this.batch = batch;
        this.plan = plan;
        this.stage = stage;
        this.levels = new LevelFiles(store).all(batch);
    }

    /** Returns a batch's reduction; empty if the batch is not reduced. */
    public static Optional<Reduced> of(Store store, BatchId batch, StoredPlan plan) throws IOException {
        return plan.reduce() == null
                ? Optional.empty()
                : Optional.of(new Reduced(store, batch, plan, plan.reduce().name()));
    }

    /** Returns the receipt of the finished shards of all levels, for a batch that is resumed. */
    public Receipt finished(int round) {
        Receipt finished = Receipt.NONE;
        for (ReduceLevelPlan level : levels) {
            Receipt ofLevel = LevelStand.of(store, batch, stage, level, round).finished();
            finished = finished.plus(ReduceRun.forTheBatch(ofLevel, level.isLast()));
        }
        return finished;
    }

    public String stage() {
        return stage;
    }

    /**
     * The end of a reduction.
     *
     * @param calls all calls of the reduction, without bodies
     */
    public record End(String stage, Result result, List<Result> calls) {}

    /** Returns all calls of the reduction, without bodies. */
    public List<Result> calls() {
        return levels.stream().flatMap(level -> calls(level).stream()).toList();
    }

    private List<Result> calls(ReduceLevelPlan level) {
        List<Result> calls = new ArrayList<>();
        for (ShardPlan shard : level.shards()) {
            try (ShardResults results = store.results(batch, shard.shard(), level.log(stage))) {
                calls.addAll(results.byLine().values());
            }
        }
        return calls;
    }

    /** Returns the result of the reduction, or a dead letter if the batch ended before there was one. */
    public End end(AssembleInput input) throws IOException {
        List<Result> all = calls();
        CombinedCalls calls = new CombinedCalls(all);
        Result last = last().orElseGet(() -> none(input));
        ObjectNode facts = calls.stage(last);
        facts.put("answers", levels.isEmpty() ? 0 : levels.getFirst().answers());
        facts.put("levels", levels.size());
        facts.put("calls", all.size());
        ObjectNode stages = Json.MAPPER.createObjectNode();
        stages.set(stage, calls.addSums(facts));
        RequestCodec.Key key = new RequestCodec.Key(plan.requests() + 1, stage);
        return new End(stage, calls.result(key, last, last.error(), input.round(), stages), all);
    }

    /** Appends the result to the batch's results, for readers that follow the result log; safe to run again. */
    public void append(ResultLog log, Result result) {
        int shard = plan.shards();
        try (ShardResults known = store.results(batch, shard)) {
            Result before = known.byLine().get(result.line());
            if (result.isAnswered() && (before == null || before.round() < result.round())) {
                log.append(batch, shard, result).join();
            }
        }
    }

    private Optional<Result> last() throws IOException {
        if (levels.isEmpty() || !levels.getLast().isLast()) {
            return Optional.empty();
        }
        ReduceLevelPlan top = levels.getLast();
        try (ShardResults results = store.results(batch, top.firstShard(), top.log(stage))) {
            Result last = results.byLine().get(1L);
            return last == null || !last.isAnswered()
                    ? Optional.empty()
                    : Optional.of(ResultCodec.decode(results.raw(1)));
        }
    }

    private Result none(AssembleInput input) {
        return Result.builder(plan.requests() + 1, stage)
                .error(why(input))
                .round(input.round())
                .build();
    }

    private Result.Error why(AssembleInput input) {
        if (input.status() != BatchState.COMPLETED) {
            boolean expired = input.status() == BatchState.EXPIRED;
            return new Result.Error(
                    expired ? "batch_expired" : "batch_cancelled", "the batch ended before its answers were reduced");
        }
        if (levels.isEmpty()) {
            return new Result.Error("nothing_to_reduce", "no request was answered");
        }
        ReduceLevelPlan level = levels.getLast();
        List<Result> failed =
                calls(level).stream().filter(result -> !result.isAnswered()).toList();
        if (failed.isEmpty()) {
            throw PlanFailures.doesNotAddUp(
                    "batch '%s' is finished, but stage %s has no result".formatted(batch, stage));
        }
        return new Result.Error(
                "reduce_failed",
                "level %d: %,d of %,d groups have no answer: %s"
                        .formatted(level.level(), failed.size(), level.requests(), describe(failed.getFirst())));
    }

    private static String describe(Result failed) {
        if (failed.error() != null) {
            return failed.error().message();
        }
        return "the provider answered "
                + Objects.requireNonNull(failed.response()).statusCode();
    }
}
