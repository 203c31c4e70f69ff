package dev.penstock.workflows.recording;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.AssembleActivity;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.contracts.batch.SpendingActivity;
import dev.penstock.contracts.completion.AwaitedActivity;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.pipeline.ReduceActivity;
import dev.penstock.contracts.pipeline.ReduceLevel;
import dev.penstock.contracts.pool.PoolActivity;
import dev.penstock.contracts.pool.QueueLimit;
import dev.penstock.contracts.shard.LlmActivity;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All activities but those of provider batches, played by each batch's script. */
final class ScriptedActivities
        implements PlanActivity,
                LlmActivity,
                AssembleActivity,
                SpendingActivity,
                ReduceActivity,
                PoolActivity,
                AwaitedActivity {
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofMillis(50);
    private static final CompletionResult HELLO = new CompletionResult(200, "{}", "hello", Usage.NONE, 1, 5);

    private final Map<BatchId, Script> scripts = new ConcurrentHashMap<>();
    private final Map<BatchId, AtomicInteger> levels = new ConcurrentHashMap<>();

    void play(BatchId batch, Script script) {
        scripts.put(batch, script);
    }

    Script of(BatchId batch) {
        return Objects.requireNonNull(scripts.get(batch), batch.value());
    }

    @Override
    public Plan batch(BatchId batch, BatchSpec spec) {
        return of(batch).plan();
    }

    @Override
    public ShardCut cut(BatchId batch, int shard) {
        return of(batch).cut(shard);
    }

    @Override
    public List<Slice> slices(BatchId batch, int shard) {
        return of(batch).slices(shard);
    }

    @Override
    public SliceReceipt complete(SliceInput input) {
        Script script = of(input.batch());
        try {
            while (script.isHeldFor(BETWEEN_HEARTBEATS)) {
                // Throws when the slice is recalled.
                Activity.getExecutionContext().heartbeat(null);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return script.call(input);
    }

    @Override
    public Map<Integer, NanoUsd> ofShard(BatchId batch, int shard, int round) {
        return Map.of(0, NanoUsd.of(Script.COST));
    }

    /** Two levels, of two groups and of one. */
    @Override
    public ReduceLevel next(BatchId batch, int round) {
        int level = levels.computeIfAbsent(batch, any -> new AtomicInteger()).incrementAndGet();
        int shards = of(batch).plan().shards();
        return switch (level) {
            case 1 -> new ReduceLevel(1, 2, ShardSet.parse("%d-%d".formatted(shards, shards + 1)));
            case 2 -> new ReduceLevel(2, 1, ShardSet.parse(Integer.toString(shards + 2)));
            default -> ReduceLevel.NONE;
        };
    }

    @Override
    public BatchResult batch(AssembleInput input) {
        return new BatchResult(
                input.batch(),
                input.status(),
                input.plan().requests(),
                Receipt.NONE,
                input.startedAt(),
                Instant.EPOCH,
                input.round(),
                input.reason(),
                "/data/output.jsonl",
                "/data/errors.jsonl");
    }

    @Override
    public CompletionResult completeOne(CompletionRequest request) {
        return HELLO;
    }

    /** A stream's name says what becomes of it. */
    @Override
    public @Nullable CompletionResult completeHere(CompletionRequest request) {
        return switch (String.valueOf(request.stream())) {
            case "here" -> HELLO;
            case "left" -> new CompletionResult(CompletionResult.CALLER_LEFT, "", null, Usage.NONE, 1, 5);
            default -> null;
        };
    }

    @Override
    public void limitQueue(QueueLimit limit) {}
}
