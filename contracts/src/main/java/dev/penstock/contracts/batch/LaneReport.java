package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Cost;

/**
 * The cost of a batch in its lanes, and its cost had it used only one of them.
 *
 * @param byBatch requests that the provider's batch API answered
 * @param online requests that were answered one by one
 */
public record LaneReport(
        @JsonProperty("by_batch") long byBatch,
        long online,
        Cost batchCost,
        Cost onlineCost,
        Cost ifAllOnline,
        Cost ifAllBatch) {}
