package dev.penstock.contracts.shard;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pipeline.ShardStages;

/**
 * The input of a shard's workflow.
 *
 * @param terms the terms of all calls of the batch
 * @param stages the stages that the slices go through, one after the other
 * @param from the state in which the shard begins, or goes on after continuing as new
 */
public record ShardInput(BatchId batch, int shard, WorkTerms terms, ShardStages stages, ShardCheckpoint from) {
    /** Returns the input of the shard's next run. */
    public ShardInput continued(ShardStages limited, ShardCheckpoint checkpoint) {
        return new ShardInput(batch, shard, terms, limited, checkpoint);
    }
}
