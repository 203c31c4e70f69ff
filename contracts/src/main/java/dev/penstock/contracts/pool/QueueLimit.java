package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * How fast the server may dispatch a pool's tasks.
 *
 * @param tasksPerSecond null = as fast as they are taken; 0 = not at all
 * @param reason shown by the server to whoever asks
 */
public record QueueLimit(String pool, @Nullable Double tasksPerSecond, String reason) {}
