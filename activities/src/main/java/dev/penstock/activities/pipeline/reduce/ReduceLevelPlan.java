package dev.penstock.activities.pipeline.reduce;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.store.plan.ShardPlan;
import java.util.List;

/**
 * One level of a batch's reduction: each of its requests asks about a group of answers of the level below.
 *
 * @param made the round in which its requests were made
 * @param checked the last round in which the answers below were seen to be the same
 * @param answers below it, dead letters not counted
 * @param sha256 of its requests
 * @param shards numbered behind those of the levels below, and of the batch
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

    /** Of one request, which says what remains. */
    boolean isLast() {
        return requests() == 1;
    }

    /** Where its requests begin among those of all levels. */
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

    /** What its part of the result log is called; that of other requests, made before, is another. */
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
