package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * How fast the server may dispatch a pool's tasks.
 *
 * @param change whether it differs from what was set last; otherwise there is nothing to do
 * @param tasksPerSecond null = as fast as they are taken; 0 = not at all
 * @param reason shown by the server to whoever asks
 */
public record QueueLimit(
        String pool, boolean change, @Nullable Double tasksPerSecond, String reason) {}
