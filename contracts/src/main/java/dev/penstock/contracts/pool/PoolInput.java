package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * The input of a pool's workflow.
 *
 * @param memory what an earlier run has learned; null for a new pool
 */
public record PoolInput(String name, @Nullable PoolMemory memory) {
    private static final String PREFIX = "pool/";

    /** Returns the id of the workflow of a pool: {@code pool/<name>}. */
    public static String workflowId(String pool) {
        return PREFIX + pool;
    }

    /** Whether a workflow with this id runs a pool. */
    public static boolean isPool(String workflowId) {
        return workflowId.startsWith(PREFIX);
    }

    /** Returns the name of the pool whose workflow has this id. */
    public static String pool(String workflowId) {
        return workflowId.substring(PREFIX.length());
    }
}
