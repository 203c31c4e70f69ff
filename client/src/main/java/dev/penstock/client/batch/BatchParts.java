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
 * What only some batches have; absent from the JSON of others.
 *
 * @param stages the calls of each stage of a pipeline, while it runs
 * @param providerBatches what is at the provider's batch API, while the batch uses it
 * @param lanes what the provider's batch API and calls one by one have answered and cost, at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchParts(
        @Nullable List<StageFigures> stages,
        @JsonProperty("provider_batches") @Nullable ProviderBatches providerBatches,
        @Nullable Lanes lanes) {
    static final BatchParts NONE = new BatchParts(null, null, null);

    /** The calls of one stage. */
    public record StageFigures(String name, @JsonUnwrapped BatchTotals figures) {}

    /**
     * A batch's requests at the provider's batch API.
     *
     * @param parts files that the requests are cut into
     * @param onlinePerMinute requests that could be called one by one, in a minute
     * @param rateFrom where that rate is known from
     * @param onlineFrom when what is left would have to be called one by one; null = never
     * @param rescued why it was called one by one; null = it was not
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

    /** What each lane answered and cost, and what one lane alone would have cost, in US dollars; null = a price is unknown. */
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
