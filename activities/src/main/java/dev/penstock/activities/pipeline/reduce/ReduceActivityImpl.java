package dev.penstock.activities.pipeline.reduce;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.reuse.Duplicates;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pipeline.ReduceActivity;
import dev.penstock.contracts.pipeline.ReduceLevel;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/** The activity that prepares the next level of a reduction. */
public final class ReduceActivityImpl implements ReduceActivity {
    private final Reduction reduction;

    /**
     * @param heartbeat called for each shard; may throw to end the work
     */
    public ReduceActivityImpl(
            Store store, ResultLog results, ModelPools pools, TokenEstimate tokens, Runnable heartbeat, Clock clock) {
        Duplicates duplicates = new Duplicates(store, results, heartbeat, clock);
        this.reduction = new Reduction(store, pools, tokens, duplicates, heartbeat);
    }

    @Override
    public ReduceLevel next(BatchId batch, int round) {
        try {
            return reduction.next(batch, round);
        } catch (StoreUnavailableException e) {
            throw PlanFailures.hold(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
