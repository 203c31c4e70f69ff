package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.AssembleActivity;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.shard.LlmActivity;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plans, provider and assembler for workflow tests: a batch of a given size, answered by a script. */
final class TestingActivities implements PlanActivity, LlmActivity, AssembleActivity {
    static final String POOL = "test";

    final ConcurrentLinkedQueue<SliceInput> called = new ConcurrentLinkedQueue<>();
    final AtomicReference<@Nullable AssembleInput> assembled = new AtomicReference<>();
    final Map<String, Double> tenantWeights = new ConcurrentHashMap<>();
    private final int requests;
    private final int shardSize;
    private List<BudgetId> budgets = List.of();
    private @Nullable StoreId store;
    /** How large slices should be now; null = as planned. */
    volatile @Nullable SliceSizing sizing;

    private volatile Runnable disk = () -> {};
    private volatile Function<SliceInput, Receipt> provider =
            slice -> answered(slice.slice().requests());

    TestingActivities(int requests) {
        this(requests, 10);
    }

    TestingActivities(int requests, int shardSize) {
        this.requests = requests;
        this.shardSize = shardSize;
    }

    TestingActivities providerSays(Function<SliceInput, Receipt> script) {
        provider = script;
        return this;
    }

    TestingActivities drawingOn(BudgetId... drawnOn) {
        budgets = List.of(drawnOn);
        return this;
    }

    TestingActivities in(StoreId theirs) {
        store = theirs;
        return this;
    }

    TestingActivities diskSays(Runnable script) {
        disk = script;
        return this;
    }

    static Receipt answered(int requests) {
        return receipt(requests, 0);
    }

    static Receipt receipt(int completed, int failed) {
        return new Receipt(
                new Counts(completed, failed, 0, 0, 0),
                new Usage(10L * completed, 0, 5L * completed, 0),
                Cost.NONE,
                LatencyHistogram.of(List.of(300L)));
    }

    @Override
    public Plan batch(BatchId batch, BatchSpec spec) {
        disk.run();
        int shards = Math.ceilDiv(requests, spec.shard());
        return new Plan(
                        requests,
                        shards,
                        ShardSet.of(IntStream.range(0, shards)),
                        Receipt.NONE,
                        false,
                        10L * requests,
                        shardSize == 1 ? 1 : 4,
                        List.of(POOL),
                        spec.tenant().map(tenantWeights::get).orElse(null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        store)
                .drawingOn(budgets);
    }

    @Override
    public ShardCut cut(BatchId batch, int shard) {
        SliceSizing now = sizing;
        List<Slice> planned = slices(batch, shard);
        return now == null ? ShardCut.asPlanned(planned) : new ShardCut(planned, Map.of(POOL, now), 1);
    }

    @Override
    public List<Slice> slices(BatchId batch, int shard) {
        int first = shard * shardSize;
        return IntStream.range(first, Math.min(requests, first + shardSize))
                .mapToObj(i -> new Slice(i - first, i * 100L, 100, i + 1, 1, 50, POOL, null))
                .toList();
    }

    @Override
    public SliceReceipt complete(SliceInput input) {
        called.add(input);
        SliceReceipt receipt = SliceReceipt.plain(provider.apply(input));
        SliceSizing next = sizing;
        return next == null ? receipt : receipt.with(next);
    }

    @Override
    public CompletionResult completeOne(CompletionRequest request) {
        return new CompletionResult(200, "{}", "hello", Usage.NONE, 1, 5);
    }

    @Override
    public BatchResult batch(AssembleInput input) {
        assembled.set(input);
        return new BatchResult(
                input.batch(),
                input.status(),
                requests,
                receipt(called.size(), 0),
                input.startedAt(),
                Instant.EPOCH,
                input.round(),
                input.reason(),
                "output.jsonl",
                "errors.jsonl");
    }

    BatchState endedAs() {
        AssembleInput input = assembled.get();
        if (input == null) {
            throw new AssertionError("nothing was assembled");
        }
        return input.status();
    }
}
