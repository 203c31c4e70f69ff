package dev.penstock.contracts.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.CacheUse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terms of all calls of a batch, which stay fixed from beginning to end.
 *
 * @param round how often the batch's dead letters have been replayed; dead letters of earlier rounds do not count as done
 * @param failure what a dead letter means for the remaining requests
 * @param alertErrorRate dead letters per finished request above which the batch raises an alert, 0 to 1
 * @param tenant the tenant of the work; null = none
 * @param weight the tenant's weight among tenants
 * @param cache the use of cached answers; null = none
 * @param store the store whose workers do the batch; null = those of shared queues
 * @param failOn what an answer may not lack, or else is a dead letter
 */
public record WorkTerms(
        int round,
        FailurePolicy failure,
        double alertErrorRate,
        @Nullable String tenant,
        double weight,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CacheUse cache,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StoreId store,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<IncompleteAnswer> failOn) {
    public WorkTerms {
        // Null in histories of versions that took every answer.
        failOn = Optional.ofNullable(failOn).orElse(List.of());
    }

    public static WorkTerms of(BatchSpec spec) {
        return new WorkTerms(
                spec.round(),
                spec.failure(),
                spec.alertErrorRate(),
                spec.tenant().orElse(null),
                spec.weight(),
                CacheUse.of(spec),
                spec.store().orElse(null),
                spec.failOn());
    }
}
