package dev.penstock.activities.batch.assembly;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.pipeline.reduce.Reduced;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.reuse.Duplicates;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.AssembleActivity;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.LaneReport;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.StoredJson;
import dev.penstock.store.input.KeptInputs;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a batch's output and error files and its summary. */
public final class AssembleActivityImpl implements AssembleActivity {
    private static final Logger log = LoggerFactory.getLogger(AssembleActivityImpl.class);

    private final Store store;
    private final ResultLog results;
    private final Function<String, Prices> pricesOfPool;
    private final PlanFiles plans;
    private final UsageFiles usages;
    private final Duplicates duplicates;
    private final Runnable heartbeat;
    private final Clock clock;

    /**
     * @param pricesOfPool returns the prices of a pool by its name
     * @param heartbeat called for each shard; may throw to end the work
     */
    public AssembleActivityImpl(
            Store store, ResultLog results, Function<String, Prices> pricesOfPool, Runnable heartbeat, Clock clock) {
        this.store = store;
        this.results = results;
        this.pricesOfPool = pricesOfPool;
        this.plans = new PlanFiles(store);
        this.usages = new UsageFiles(store);
        this.duplicates = new Duplicates(store, results, heartbeat, clock);
        this.heartbeat = heartbeat;
        this.clock = clock;
    }

    @Override
    public BatchResult batch(AssembleInput input) {
        try {
            StoredPlan plan = plans.get(input.batch());
            duplicates.deliver(input.batch());
            Assembled assembled = assemble(input, plan);
            Receipt receipt = assembled.receipt();
            if (receipt.counts().done() != plan.results()) {
                throw PlanFailures.doesNotAddUp("batch '%s' has %d requests, but %d results"
                        .formatted(
                                input.batch(), plan.results(), receipt.counts().done()));
            }
            BatchResult result = result(input, plan, assembled);
            writeSummary(input.batch(), result);
            releaseInputs(input.batch());
            log.info(
                    "Batch {} assembled: {} answered, {} dead letters",
                    input.batch(),
                    receipt.counts().completed(),
                    receipt.counts().failed());
            return result;
        } catch (StoreUnavailableException e) {
            throw PlanFailures.hold(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Assembled(Receipt receipt, @Nullable LaneReport lanes) {}

    private Assembled assemble(AssembleInput input, StoredPlan plan) throws IOException {
        BatchId batch = input.batch();
        Optional<Reduced.End> reduced = reduced(input, plan);
        try (AtomicFile output = store.create(batch, BatchFile.OUTPUT);
                AtomicFile errors = store.create(batch, BatchFile.ERRORS);
                OutputAssembler assembly = new OutputAssembler(store, input, pricesOfPool, output, errors)) {
            plans.eachShard(batch, shard -> {
                heartbeat.run();
                assembly.add(shard);
                usages.addStages(assembly.usage(), batch, shard.shard(), plan);
            });
            assembly.check();
            if (reduced.isPresent()) {
                assembly.add(reduced.get());
            }
            output.publish();
            errors.publish();
            usages.write(batch, assembly.usage().total(plan.spec().tenant().orElse(null)));
            return new Assembled(assembly.receipt(), assembly.lanes());
        }
    }

    private Optional<Reduced.End> reduced(AssembleInput input, StoredPlan plan) throws IOException {
        Optional<Reduced> reduced = Reduced.of(store, input.batch(), plan);
        if (reduced.isEmpty()) {
            return Optional.empty();
        }
        Reduced.End end = reduced.get().end(input);
        reduced.get().append(results, end.result());
        return Optional.of(end);
    }

    private BatchResult result(AssembleInput input, StoredPlan plan, Assembled assembled) throws IOException {
        BatchId batch = input.batch();
        return new BatchResult(
                batch,
                input.status(),
                plan.results(),
                assembled.receipt(),
                input.startedAt(),
                clock.instant(),
                input.round(),
                input.reason(),
                store.locate(batch, BatchFile.OUTPUT).toString(),
                store.locate(batch, BatchFile.ERRORS).toString(),
                assembled.lanes());
    }

    private void writeSummary(BatchId batch, BatchResult result) throws IOException {
        new StoredJson<>(store, BatchFile.SUMMARY, BatchResult.class).write(batch, result);
    }

    private void releaseInputs(BatchId batch) {
        try {
            new KeptInputs(store).release(batch);
        } catch (IOException e) {
            log.warn("The copies of inputs of batch {} cannot be deleted", batch, e);
        }
    }
}
