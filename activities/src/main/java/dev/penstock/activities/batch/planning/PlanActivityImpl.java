package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.answer.schema.AnswerSchemas;
import dev.penstock.activities.attachment.FileInspection;
import dev.penstock.activities.budget.Budgets;
import dev.penstock.activities.pipeline.reduce.LevelFiles;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.SlicesLeft;
import dev.penstock.activities.process.OutOfMemoryNotes;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.formats.InputErrorCodes;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.input.FileGrants;
import dev.penstock.store.input.KeptInputs;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans a batch, or returns the plan that already exists. */
public final class PlanActivityImpl implements PlanActivity {
    private static final Logger log = LoggerFactory.getLogger(PlanActivityImpl.class);

    private final Store store;
    private final AllowedInputs inputs;
    private final ResultLog results;
    private final ModelPools pools;
    private final TokenEstimate tokens;
    private final Map<String, Double> tenantWeights;
    private final LimitedBudgets budgets;
    private final Runnable heartbeat;
    private final PlanFiles files;
    private final HeavyPlanning heavy = new HeavyPlanning();
    private final PlanningDeaths deaths;

    /**
     * @param inputs which inputs batches may read
     * @param tenantWeights weights by tenant; other tenants have weight 1
     * @param budgets budgets of tenants and API keys
     * @param notes the notes of processes that ran out of memory
     * @param heartbeat called every few milliseconds or so while there is work; may throw to end it
     */
    public PlanActivityImpl(
            Store store,
            AllowedInputs inputs,
            ResultLog results,
            ModelPools pools,
            TokenEstimate tokens,
            Map<String, Double> tenantWeights,
            Budgets budgets,
            OutOfMemoryNotes notes,
            Runnable heartbeat) {
        this.deaths = new PlanningDeaths(store, notes);
        this.budgets = new LimitedBudgets(budgets);
        this.store = store;
        this.inputs = inputs;
        this.results = results;
        this.pools = pools;
        this.tokens = tokens;
        this.tenantWeights = tenantWeights;
        this.heartbeat = heartbeat;
        this.files = new PlanFiles(store);
    }

    @Override
    public Plan batch(BatchId batch, BatchSpec spec) {
        try {
            return plan(batch, spec);
        } catch (ApplicationFailure failure) {
            if (FailureTypes.INVALID_INPUT.equals(failure.getType())) {
                releaseInputs(batch);
            }
            throw failure;
        }
    }

    /** Lets go of inputs that were copied for the batch, which has ended by its refusal. */
    private void releaseInputs(BatchId batch) {
        try {
            new KeptInputs(store).release(batch);
        } catch (IOException e) {
            log.warn("The copies of inputs of batch {} cannot be deleted", batch, e);
        }
    }

    private Plan plan(BatchId batch, BatchSpec spec) {
        check(spec);
        ModelPools usable = pools.allowed(spec);
        List<BudgetId> drawnOn = budgets.of(spec);
        try {
            InputSource source = inputs.source(batch, spec.input());
            // Parts cut for the provider's batch API may have been sent, though there is no result yet.
            boolean resumed = spec.rerun().isPresent() || store.hasResults(batch) || store.has(batch, BatchFile.PARTS);
            BatchSpec checked = LimitedBudgets.checked(spec, drawnOn);
            StoredPlan stored = planOf(batch, source, spec, checked, usable, resumed);
            stored.calledModels().forEach((pool, models) -> models.forEach(model -> usable.expect(pool, model)));
            if (spec.rerun().isPresent()) {
                new StageRerun(store, results, files)
                        .prepare(batch, stored, spec, spec.rerun().get());
            }
            boolean hasSome = new CachedAnswers(store, results, files, usable, heartbeat).take(batch, spec) || resumed;
            return new ResumeState(store, files, new UnfinishedSpend(store, results, usable), heartbeat)
                    .plan(batch, stored, checked, hasSome)
                    .withTenantWeight(spec.tenant().map(tenantWeights::get).orElse(null))
                    .drawingOn(drawnOn)
                    .in(store.id());
        } catch (UnreadableInputException e) {
            throw PlanFailures.invalid(InputErrorCodes.INVALID_REQUEST, String.valueOf(e.getMessage()));
        } catch (StoreUnavailableException e) {
            throw PlanFailures.hold(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ShardCut cut(BatchId batch, int shard) {
        try {
            StoredPlan plan = files.get(batch);
            List<Slice> slices = slices(batch, plan, shard);
            boolean isPlanned = plan.spec().slice().isPresent() || plan.stages() != null || shard >= plan.shards();
            return isPlanned
                    ? ShardCut.asPlanned(slices)
                    : new ShardCut(
                            slices,
                            sizing(slices, Optional.ofNullable(plan.model())),
                            Math.min(plan.shards(), plan.shardsInFlight()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, SliceSizing> sizing(List<Slice> slices, Optional<String> model) {
        Map<String, SliceSizing> sizing = new TreeMap<>();
        slices.stream()
                .collect(Collectors.groupingBy(Slice::pool, Collectors.reducing(Slice::plus)))
                .forEach((pool, all) ->
                        all.ifPresent(slice -> sizing.put(pool, pools.sizing(pool, model, slice.tokensPerRequest()))));
        return sizing;
    }

    @Override
    public List<Slice> slices(BatchId batch, int shard) {
        try {
            return slices(batch, files.get(batch), shard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Slice> slices(BatchId batch, StoredPlan plan, int shard) throws IOException {
        return shard >= plan.shards()
                ? new LevelFiles(store).shard(batch, shard).slices()
                : new SlicesLeft(store).of(batch, plan, files.shard(batch, plan, shard));
    }

    private static void check(BatchSpec spec) {
        try {
            spec.validate();
            AnswerSchemas.check(spec);
        } catch (IllegalArgumentException e) {
            throw PlanFailures.invalidSpec(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the stored plan if it can be used, or else plans the batch.
     *
     * @param usable the pools that the batch may use
     * @param checked {@code spec}, with a budget if a tenant or key budget limits the batch
     */
    private StoredPlan planOf(
            BatchId batch, InputSource source, BatchSpec spec, BatchSpec checked, ModelPools usable, boolean resumed)
            throws IOException {
        Optional<StoredPlan> found = files.find(batch);
        if (found.isPresent()
                && new StoredPlanCheck(inputs, usable, heartbeat)
                        .isStillGood(batch, found.get(), source, spec, resumed)) {
            log.info(
                    "Batch {} was planned before: {} requests",
                    batch,
                    found.get().requests());
            return found.get();
        }
        try (HeavyPlanning.Turn turn = heavy.of(heartbeat);
                PlanningDeaths.Planning planning = deaths.begin(batch, turn)) {
            if (planning.isSuspect()) {
                log.warn("Batch {} is planned again, alone: a process died while it planned it", batch);
            }
            Optional<FileInspection> inspection =
                    new FileGrants(store).find(batch, spec).map(FileInspection::new);
            // The API promises what OpenAI's does: a wrong body is its line's error, and the others are answered.
            boolean providerJudges = store.has(batch, BatchFile.ORDER);
            LineCheck check = spec.stages()
                    .map(stages -> (LineCheck) new PipelineCheck(checked, stages, usable, tokens))
                    .orElseGet(() -> new RequestCheck(checked, usable, tokens, inspection, providerJudges));
            StoredPlan planned = new InputPlanner(store, results, batch, source, spec, check, turn, heartbeat).run();
            files.write(batch, planned);
            log.info("Batch {}: {} requests in {} shards", batch, planned.requests(), planned.shards());
            return planned;
        }
    }
}
