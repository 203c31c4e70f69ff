package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.StoreId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit for a pool's task queues on the Temporal server: the shared one, and those of stores.
 *
 * @param change whether the limit differs from the one set last; otherwise there is nothing to do
 * @param tasksPerSecond null = no limit; 0 = no dispatch
 * @param reason the reason for people, kept and shown by the server
 * @param stores the stores whose queues get the limit too
 * @param lifted the stores whose queues are limited no more
 */
public record QueueLimit(
        String pool,
        boolean change,
        @Nullable Double tasksPerSecond,
        String reason,
        List<StoreId> stores,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoreId> lifted) {
    public QueueLimit {
        // Workflow code of earlier versions names no stores.
        stores = stores == null ? List.of() : stores;
        lifted = lifted == null ? List.of() : lifted;
    }
}
