package dev.penstock.workflows.pipeline;

import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides each stage's limit among the running shards. There are as many parts as shards may run at once; a shard that
 * begins takes the part of one that ended. So parts only grow once no more shards are to come, and never add up to more than
 * the limit.
 */
public final class StageShares {
    private final List<PlannedStage> stages;
    private final int parts;
    /** By shard, its part of each stage's limit. */
    private final SortedMap<Integer, List<Integer>> given = new TreeMap<>();

    /**
     * Creates the parts.
     *
     * @param parts how many shards may run at once
     */
    public StageShares(List<PlannedStage> stages, int parts) {
        this.stages = stages;
        this.parts = Math.max(1, parts);
    }

    /** Returns the limits of a shard that begins: of each stage's free limit, an equal part beside the shards still to come. */
    public List<Integer> take(int shard) {
        int open = Math.max(1, parts - given.size());
        List<Integer> share = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            share.add(Math.max(1, Math.ceilDiv(free(stage), open)));
        }
        given.put(shard, share);
        return share;
    }

    /**
     * Ends a shard, and divides its part among running shards if no more shards are to come.
     *
     * @param toCome the number of shards that have not begun
     * @return the new parts of the shards whose part has grown, by shard
     */
    public Map<Integer, List<Integer>> ended(int shard, int toCome) {
        given.remove(shard);
        Map<Integer, List<Integer>> grown = new TreeMap<>();
        int waiting = Math.min(toCome, parts - given.size());
        if (waiting > 0 || given.isEmpty()) {
            return grown;
        }
        List<Integer> running = List.copyOf(given.keySet());
        for (int i = 0; i < running.size(); i++) {
            int other = running.get(i);
            List<Integer> more = new ArrayList<>();
            for (int stage = 0; stage < stages.size(); stage++) {
                int extra = free(stage) / (running.size() - i);
                more.add(share(other, stage) + Math.max(0, extra));
            }
            if (!more.equals(given.get(other))) {
                given.put(other, more);
                grown.put(other, more);
            }
        }
        return grown;
    }

    private int free(int stage) {
        int taken =
                given.keySet().stream().mapToInt(shard -> share(shard, stage)).sum();
        return stages.get(stage).concurrency() - taken;
    }

    private int share(int shard, int stage) {
        List<Integer> share = given.get(shard);
        return share == null ? 0 : share.get(stage);
    }
}
