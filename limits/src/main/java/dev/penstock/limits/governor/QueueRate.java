package dev.penstock.limits.governor;

import org.jspecify.annotations.Nullable;

/**
 * The rate at which the Temporal server may dispatch a pool's tasks.
 *
 * @param tasksPerSecond null = no limit; 0 = no dispatch
 */
public record QueueRate(@Nullable Double tasksPerSecond) {
    public static final QueueRate UNLIMITED = new QueueRate((Double) null);
    public static final QueueRate STOPPED = new QueueRate(0.0);
}
