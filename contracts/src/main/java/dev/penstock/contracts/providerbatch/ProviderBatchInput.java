package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A part to see through, and what its earlier runs brought when it continues as new.
 *
 * @param mayRescue whether what the provider does not answer is called online afterwards
 * @param cancelWithin how long the provider may take to cancel before it is no longer waited for
 * @param submission from 1
 * @param tries how many submissions the provider has seen to their end
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
