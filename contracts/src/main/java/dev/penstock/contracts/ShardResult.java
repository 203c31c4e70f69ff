package dev.penstock.contracts;

/** What a shard brought, and whether every request of it has a result. */
public record ShardResult(Receipt receipt, boolean whole) {}
