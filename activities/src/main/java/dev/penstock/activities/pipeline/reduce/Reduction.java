package dev.penstock.activities.pipeline.reduce;

import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.reuse.Duplicates;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.ReduceLevel;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds the level that is to be called next, and makes it when the level below is finished. */
final class Reduction {
    private final Store store;
    private final PlanFiles plans;
    private final LevelFiles files;
    private final ModelPools pools;
    private final TokenEstimate tokens;
    private final Duplicates duplicates;
    private final Runnable heartbeat;

    Reduction(Store store, ModelPools pools, TokenEstimate tokens, Duplicates duplicates, Runnable heartbeat) {
        this.store = store;
        this.plans = new PlanFiles(store);
        this.files = new LevelFiles(store);
        this.pools = pools;
        this.tokens = tokens;
        this.duplicates = duplicates;
        this.heartbeat = heartbeat;
    }

    ReduceLevel next(BatchId batch, int round) throws IOException {
        StoredPlan plan = plans.get(batch);
        PlannedStage stage = Objects.requireNonNull(plan.reduce());
        List<ReduceLevelPlan> levels = new ArrayList<>(files.all(batch));
        for (int number = 1; ; number++) {
            heartbeat.run();
            if (number > levels.size() || levels.get(number - 1).checked() < round) {
                make(batch, plan, levels, number, round);
            }
            if (number > levels.size()) {
                return ReduceLevel.NONE; // there is no answer to reduce
            }
            ReduceLevelPlan level = levels.get(number - 1);
            LevelStand stand = LevelStand.of(store, batch, stage.name(), level, round);
            if (stand.unfinished().size() > 0) {
                return new ReduceLevel(number, level.requests(), stand.unfinished());
            }
            if (level.isLast() || stand.failed() > 0) {
                return ReduceLevel.NONE;
            }
        }
    }

    /** Makes a level again, unless the existing one asks the same; levels above a changed level are made later. */
    private void make(BatchId batch, StoredPlan plan, List<ReduceLevelPlan> levels, int number, int round)
            throws IOException {
        List<ReduceLevelPlan> below = List.copyOf(levels.subList(0, number - 1));
        long offset = below.isEmpty() ? 0 : end(below.getLast());
        try (AtomicFile draft = files.requests(batch, offset)) {
            ReduceLevelPlan made = make(batch, plan, below, offset, round, draft);
            if (made.shards().isEmpty()) {
                return;
            }
            if (number <= levels.size() && levels.get(number - 1).asksTheSameAs(made)) {
                levels.set(number - 1, levels.get(number - 1).checkedIn(round));
            } else {
                levels.subList(number - 1, levels.size()).clear();
                levels.add(made);
                draft.publish();
            }
            files.write(batch, levels);
        }
    }

    private ReduceLevelPlan make(
            BatchId batch, StoredPlan plan, List<ReduceLevelPlan> below, long offset, int round, AtomicFile draft)
            throws IOException {
        PlannedStage planned = Objects.requireNonNull(plan.reduce());
        Stage stage = plan.spec().stages().orElseThrow().reduce().orElseThrow();
        int firstShard = below.isEmpty() ? plan.shards() : below.getLast().endShard();
        LevelMaker maker = new LevelMaker(
                stage,
                planned,
                tokens,
                pools.worstCase(planned.pool()),
                below.size() + 1,
                firstShard,
                plan.spec().shard(),
                offset,
                draft);
        if (below.isEmpty()) {
            // The answers of duplicates are reduced like all others.
            duplicates.deliver(batch);
            AnswerGroups answers = new AnswerGroups(shard -> store.results(batch, shard.shard()));
            plans.eachShard(batch, shard -> {
                heartbeat.run();
                answers.each(shard, maker::add);
            });
        } else {
            ReduceLevelPlan last = below.getLast();
            AnswerGroups answers =
                    new AnswerGroups(shard -> store.results(batch, shard.shard(), last.log(planned.name())));
            for (ShardPlan shard : last.shards()) {
                heartbeat.run();
                answers.each(shard, maker::add);
            }
        }
        return maker.finish(round);
    }

    private static long end(ReduceLevelPlan level) {
        ShardPlan last = level.shards().getLast();
        return last.offset() + last.length();
    }
}
