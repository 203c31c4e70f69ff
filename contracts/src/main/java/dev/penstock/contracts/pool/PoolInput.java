package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.StoreId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input of a pool's workflow.
 *
 * @param memory what an earlier run has learned; null for a new pool
 * @param stores the stores whose workers call the pool, those of the latest reports last; null = none known
 */
public record PoolInput(
        String name,
        @Nullable PoolMemory memory,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StoreId> stores) {
    private static final String PREFIX = "pool/";

    /** Creates the input of a pool that no worker has reported on. */
    public PoolInput(String name, @Nullable PoolMemory memory) {
        this(name, memory, null);
    }

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
