package dev.penstock.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.LaneProgress;
import dev.penstock.contracts.batch.LaneReport;
import dev.penstock.contracts.batch.PartProgress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a description that only pipelines and batches of the provider-batch lane have; absent from the JSON of others.
 *
 * @param stages figures of each stage of a pipeline, while the batch runs
 * @param providerBatches the state of the requests at the provider's batch API, while the batch uses that API
 * @param lanes answers and cost of the provider-batch and online lanes, once the batch has ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchParts(
        @Nullable List<StageFigures> stages,
        @JsonProperty("provider_batches") @Nullable ProviderBatches providerBatches,
        @Nullable Lanes lanes) {
    static final BatchParts NONE = new BatchParts(null, null, null);

    /** The figures of one stage of a pipeline. */
    public record StageFigures(String name, @JsonUnwrapped BatchTotals figures) {}

    /**
     * The state of a batch's requests at the provider's batch API.
     *
     * @param parts files that the requests are split into
     * @param onlinePerMinute requests per minute that online calls could do
     * @param rateFrom the source of that rate
     * @param onlineFrom when the remaining requests would have to be called online to meet the deadline; null = never
     * @param rescued why remaining requests were called online; null = they were not
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ProviderBatches(
            int parts,
            @JsonProperty("parts_done") int partsDone,
            long requests,
            long completed,
            long failed,
            List<PartProgress> running,
            @JsonProperty("online_per_minute") double onlinePerMinute,
            @JsonProperty("rate_from") String rateFrom,
            @JsonProperty("online_from") @Nullable Instant onlineFrom,
            @Nullable String rescued) {
        static ProviderBatches of(LaneProgress lane) {
            return new ProviderBatches(
                    lane.parts(),
                    lane.partsDone(),
                    lane.requests(),
                    lane.completed(),
                    lane.failed(),
                    lane.running(),
                    lane.onlinePerMinute(),
                    lane.rateFrom(),
                    lane.onlineFrom(),
                    lane.rescued());
        }
    }

    /** Answers and cost of each lane, and the cost had all requests used one lane; in US dollars, null = a price is unknown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Lanes(
            @JsonProperty("by_batch") long byBatch,
            long online,
            @JsonProperty("batch_usd") @Nullable BigDecimal batchUsd,
            @JsonProperty("online_usd") @Nullable BigDecimal onlineUsd,
            @JsonProperty("if_all_online_usd") @Nullable BigDecimal ifAllOnlineUsd,
            @JsonProperty("if_all_batch_usd") @Nullable BigDecimal ifAllBatchUsd) {
        static Lanes of(LaneReport report) {
            return new Lanes(
                    report.byBatch(),
                    report.online(),
                    usd(report.batchCost()),
                    usd(report.onlineCost()),
                    usd(report.ifAllOnline()),
                    usd(report.ifAllBatch()));
        }

        private static @Nullable BigDecimal usd(Cost cost) {
            return cost.usd().map(Cost::plain).orElse(null);
        }
    }

    static BatchParts of(@Nullable LaneReport lanes) {
        return new BatchParts(null, null, lanes == null ? null : Lanes.of(lanes));
    }

    static BatchParts of(BatchProgress progress) {
        List<StageFigures> stages = progress.stages() == null
                ? null
                : progress.stages().stream()
                        .map(stage -> new StageFigures(stage.name(), BatchTotals.of(stage.receipt())))
                        .toList();
        return new BatchParts(stages, progress.lane() == null ? null : ProviderBatches.of(progress.lane()), null);
    }
}
