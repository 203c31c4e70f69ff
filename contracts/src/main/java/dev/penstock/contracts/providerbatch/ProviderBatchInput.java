package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The input of a part's workflow, with the results of its earlier runs when it continues as new.
 *
 * @param mayRescue whether requests that the provider does not answer are called online afterwards
 * @param cancelWithin how long the workflow waits for the provider to cancel
 * @param submission the submission's number, from 1
 * @param tries how many submissions have ended at the provider
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
        Receipt soFar) {
    public static ProviderBatchInput of(
            BatchId batch, LanePlan plan, Part part, int round, boolean mayRescue, Duration cancelWithin) {
        return new ProviderBatchInput(
                batch, plan.key(), round, part, mayRescue, cancelWithin, 1, 0, null, null, Receipt.NONE);
    }
}
