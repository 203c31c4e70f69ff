package dev.penstock.activities.pipeline.reduce;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.store.plan.ShardPlan;
import java.util.List;

/**
 * One level of a batch's reduction: each of its requests asks about a group of answers of the level below.
 *
 * @param made the round in which the level's requests were made
 * @param checked the last round in which the answers below were found unchanged
 * @param answers number of answers below, without dead letters
 * @param sha256 digest of the level's requests
 * @param shards the level's shards, whose numbers follow those of the batch and of the levels below
 */
record ReduceLevelPlan(
        int level,
        int made,
        int checked,
        long answers,
        String sha256,
        @JsonProperty("shards") List<ShardPlan> shards) {
    long requests() {
        return shards.stream().mapToLong(ShardPlan::requests).sum();
    }

    /** Returns whether the level has a single request, whose answer is the reduced result. */
    boolean isLast() {
        return requests() == 1;
    }

    /** Returns the offset of the level's requests in the file of all levels' requests. */
    long offset() {
        return shards.getFirst().offset();
    }

    int firstShard() {
        return shards.getFirst().shard();
    }

    int endShard() {
        return shards.getLast().shard() + 1;
    }

    boolean has(int shard) {
        return shard >= firstShard() && shard < endShard();
    }

    ShardPlan shard(int shard) {
        return shards.get(shard - firstShard());
    }

    /** Returns the name of the level's part of the result log; a level made again in another round has another name. */
    String log(String stage) {
        return made == 0 ? "%s.%d".formatted(stage, level) : "%s.%d.%d".formatted(stage, level, made);
    }

    boolean asksTheSameAs(ReduceLevelPlan other) {
        return sha256.equals(other.sha256) && answers == other.answers;
    }

    ReduceLevelPlan checkedIn(int round) {
        return new ReduceLevelPlan(level, made, round, answers, sha256, shards);
    }
}
