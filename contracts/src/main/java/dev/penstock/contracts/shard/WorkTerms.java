package dev.penstock.contracts.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.CacheUse;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all calls of a batch, from its beginning to its end.
 *
 * @param round how often the batch's dead letters have been replayed; those of earlier rounds don't count as done
 * @param failure what a dead letter means for the requests that are left
 * @param alertErrorRate dead letters per finished request above which the batch is alerted, 0 to 1
 * @param tenant whom the work is for; null = nobody in particular
 * @param weight the tenant's weight among tenants
 * @param cache which kept answers are taken instead of calls; null = none
 */
public record WorkTerms(
        int round,
        FailurePolicy failure,
        double alertErrorRate,
        @Nullable String tenant,
        double weight,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CacheUse cache) {
    public static WorkTerms of(BatchSpec spec) {
        return new WorkTerms(
                spec.round(),
                spec.failure(),
                spec.alertErrorRate(),
                spec.tenant().orElse(null),
                spec.weight(),
                CacheUse.of(spec));
    }
}
