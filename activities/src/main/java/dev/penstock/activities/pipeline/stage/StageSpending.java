package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import dev.penstock.store.plan.StoredPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/** Computes the most that the slices of a pipeline have cost, step by step. */
public final class StageSpending {
    private final Store store;
    private final ResultLog log;
    private final WorstCases worstCases;
    private final StageMemory memory;

    /** Returns the most that a call may cost; empty if that is unknown. */
    @FunctionalInterface
    public interface WorstCases {
        Optional<NanoUsd> of(PlannedStage stage, String url, JsonNode body);
    }

    public StageSpending(Store store, ResultLog log, WorstCases worstCases) {
        this.store = store;
        this.log = log;
        this.worstCases = worstCases;
        this.memory = new StageMemory(store);
    }

    /**
     * Returns the cost by slice index × steps + step.
     *
     * @param slices returns the slice of a line; empty if the line does not matter
     */
    public Map<Integer, NanoUsd> of(
            BatchId batch, int shard, StoredPlan plan, LongFunction<Optional<Slice>> slices, int round) {
        StoredPipelines.Prompts prompts = StoredPipelines.read(plan);
        int steps = plan.pipeline().stream().mapToInt(PlannedStage::samples).sum();
        Map<Integer, NanoUsd> spent = new HashMap<>();
        int step = 0;
        for (PlannedStage planned : plan.pipeline()) {
            Stage stage = prompts.get(planned.name());
            for (int sample = 1; sample <= planned.samples(); sample++) {
                ShardLog logged = log.stage(StageLogs.name(stage, sample)).read(batch, shard);
                Call call = new Call(batch, shard, round, prompts, planned);
                int here = step++;
                LoggedCost.bySlice(logged, round, slices, (slice, line) -> worst(call, slice, line))
                        .forEach((slice, amount) -> spent.put(slice * steps + here, amount));
            }
        }
        return spent;
    }

    private record Call(BatchId batch, int shard, int round, StoredPipelines.Prompts prompts, PlannedStage stage) {}

    /** Returns the worst case of a request as it was sent, made again from the answers of earlier stages. */
    private NanoUsd worst(Call call, Slice slice, long line) {
        SliceInput input = new SliceInput(call.batch, call.shard, slice, call.round, true, Urgency.NORMAL, null, null);
        List<RequestLine> lines = store.read(call.batch, slice).stream()
                .filter(request -> request.line() == line)
                .toList();
        Stage stage = call.prompts.get(call.stage.name());
        StageHistory before = StageHistory.of(input, lines, call.prompts.before(stage), memory);
        return StageRequests.of(before, lines, call.prompts.prompt(stage), call.round, Long.MAX_VALUE, letters -> {})
                .possible()
                .stream()
                .map(request -> worstCases.of(call.stage, request.url(), request.body()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Objects.requireNonNullElse(call.stage.worst(), NanoUsd.ZERO));
    }
}
