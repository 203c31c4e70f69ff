package dev.penstock.service.prompts;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.service.batches.BatchObject;
import dev.penstock.service.batches.BatchView;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state and progress of a batch of prompts.
 *
 * @param costUsd cost so far in US dollars; absent when a price is unknown
 * @param pausedBecause why the batch is paused; absent unless it is
 */
public record PromptBatch(
        String id,
        String status,
        long total,
        long completed,
        long failed,
        @Nullable @JsonProperty("cost_usd") BigDecimal costUsd,
        @Nullable @JsonProperty("paused_because") String pausedBecause,
        @Nullable String alert,
        BatchObject.@Nullable Errors errors) {
    static PromptBatch of(BatchView batch) {
        BatchObject object = batch.object();
        Optional<BatchProgress> progress = batch.progress();
        Receipt receipt = batch.result()
                .map(BatchResult::receipt)
                .or(() -> progress.map(BatchProgress::finished))
                .orElse(Receipt.NONE);
        return new PromptBatch(
                object.id(),
                batch.state().toString(),
                object.requestCounts().total(),
                object.requestCounts().completed(),
                object.requestCounts().failed(),
                receipt.cost().usd().orElse(null),
                progress.map(BatchProgress::pausedBecause).orElse(null),
                progress.map(BatchProgress::alert).orElse(null),
                object.errors());
    }
}
