package dev.penstock.contracts.providerbatch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.BatchSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The input of a part's workflow, with the results of its earlier runs when it continues as new.
 *
 * @param mayRescue whether requests that the provider does not answer are called online afterwards
 * @param cancelWithin how long the workflow waits for the provider to cancel
 * @param submission the submission's number, from 1
 * @param tries how many submissions have ended at the provider
 * @param store the store whose workers do the batch; null = those of shared queues
 */
public record ProviderBatchInput(
        BatchId batch,
        String key,
        int round,
        Part part,
        boolean mayRescue,
        Duration cancelWithin,
        int submission,
        int tries,
        @Nullable String fileId,
        @Nullable ProviderBatch running,
        Receipt soFar,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StoreId store) {
    public static ProviderBatchInput of(
            BatchId batch, BatchSpec spec, LanePlan plan, Part part, boolean mayRescue, Duration cancelWithin) {
        return new ProviderBatchInput(
                batch,
                plan.key(),
                spec.round(),
                part,
                mayRescue,
                cancelWithin,
                1,
                0,
                null,
                null,
                Receipt.NONE,
                spec.store().orElse(null));
    }
}
