package dev.penstock.contracts.pool;

/** What a governor takes along into its next run: all it has learnt, and who works for it. */
public record PoolMemory() {}
