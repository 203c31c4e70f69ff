package dev.penstock.workflows.pipeline;

import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides each stage's limit among the shards that run. There are so many parts as shards may run; who comes takes the
 * part of who went, so that parts only grow once there is nobody left to come, and never add up to more than the limit.
 */
public final class StageShares {
    private final List<PlannedStage> stages;
    private final int parts;
    /** By shard. */
    private final SortedMap<Integer, List<Integer>> given = new TreeMap<>();

    /**
     * @param parts how many shards may run at once
     */
    public StageShares(List<PlannedStage> stages, int parts) {
        this.stages = stages;
        this.parts = Math.max(1, parts);
    }

    /** For a shard that begins: of each stage what is free, and no more than fits beside those still to come. */
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
     * @param toCome shards that have not begun
     * @return the new shares of those whose share has grown, by shard
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
