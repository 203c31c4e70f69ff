package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * Which pool is to be governed.
 *
 * @param memory what an earlier run knew of it
 */
public record PoolInput(String name, @Nullable PoolMemory memory) {
    private static final String PREFIX = "pool/";

    /** Where the governor of a pool is found: {@code pool/<name>}. */
    public static String workflowId(String pool) {
        return PREFIX + pool;
    }

    /** The name in such an id. */
    public static String pool(String workflowId) {
        return workflowId.substring(PREFIX.length());
    }
}
