package dev.penstock.contracts.shard;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pipeline.ShardStages;

/**
 * A shard to run.
 *
 * @param terms what holds for all calls of its batch
 * @param stages what its slices pass, one stage after the other
 * @param from where it begins, or goes on after it has continued as new
 */
public record ShardInput(BatchId batch, int shard, WorkTerms terms, ShardStages stages, ShardCheckpoint from) {
    /** Returns the input of the shard's next run. */
    public ShardInput goingOn(ShardStages limited, ShardCheckpoint checkpoint) {
        return new ShardInput(batch, shard, terms, limited, checkpoint);
    }
}
