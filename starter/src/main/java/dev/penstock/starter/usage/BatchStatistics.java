package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.client.batch.BatchDescription;

/**
 * A batch with its statistics, printed by {@code penstock stats BATCH --json}.
 *
 * @param batch with the figures of the days that the statistics cover
 */
public record BatchStatistics(
        @JsonUnwrapped BatchDescription batch,
        @JsonUnwrapped Statistics statistics) {}
