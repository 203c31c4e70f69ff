package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.ShardSet;

/**
 * A level of a reduce stage: the calls that are to be made next to make one answer of all answers.
 *
 * @param level the level, from 1; the last level has one request
 * @param requests the number of groups
 * @param unfinished the level's shards with unfinished requests, numbered after the batch's own shards; empty when no call
 *     is left
 */
public record ReduceLevel(int level, long requests, ShardSet unfinished) {
    /** The level that stands for no call left. */
    public static final ReduceLevel NONE = new ReduceLevel(0, 0, ShardSet.parse(""));
}
