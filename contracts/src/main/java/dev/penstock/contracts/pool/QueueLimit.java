package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * A rate limit for a pool's task queue on the Temporal server.
 *
 * @param change whether the limit differs from the one set last; otherwise there is nothing to do
 * @param tasksPerSecond null = no limit; 0 = no dispatch
 * @param reason the reason for people, kept and shown by the server
 */
public record QueueLimit(
        String pool, boolean change, @Nullable Double tasksPerSecond, String reason) {}
