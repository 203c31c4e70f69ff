package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * A rate limit for a pool's task queue on the Temporal server.
 *
 * @param change whether it differs from what was set last; otherwise there is nothing to do
 * @param tasksPerSecond null = as fast as they are taken; 0 = not at all
 * @param reason for people, kept and shown by the server
 */
public record QueueLimit(
        String pool, boolean change, @Nullable Double tasksPerSecond, String reason) {}
