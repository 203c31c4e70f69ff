package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.ShardSet;

/**
 * What is to be called next to make one answer of all.
 *
 * @param level from 1; of the last, one request is left
 * @param requests how many groups it has
 * @param unfinished its shards that still have something to do, numbered behind the batch's own; empty when there is
 *     nothing left to call
 */
public record ReduceLevel(int level, long requests, ShardSet unfinished) {
    /** Nothing is left to call. */
    public static final ReduceLevel NONE = new ReduceLevel(0, 0, ShardSet.parse(""));
}
