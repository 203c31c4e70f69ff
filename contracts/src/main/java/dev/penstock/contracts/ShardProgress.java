package dev.penstock.contracts;

/** How far a running shard is. */
public record ShardProgress(int shard, Receipt finished, int slicesLeft) {}
