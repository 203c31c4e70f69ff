package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.StoreId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Creates the input of a pool that no worker has reported on. */
    public PoolInput(String name, @Nullable PoolMemory memory) {
        this(name, memory, null);
    }

    /** Returns the id of the workflow of a pool: {@code pool/<name>}. */
    public static String workflowId(String pool) {
        return PREFIX + pool;
    }

    /** Returns the name of the pool whose workflow has this id; empty for a workflow that somebody started under another id. */
    public static Optional<String> findPool(String workflowId) {
        return Optional.of(workflowId)
                .filter(id -> id.startsWith(PREFIX))
                .map(id -> id.substring(PREFIX.length()))
                .filter(PoolInput::isName);
    }

    public static boolean isName(String pool) {
        return NAME.matcher(pool).matches();
    }
}
