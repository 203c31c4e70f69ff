package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.client.batch.BatchDescription;

/**
 * A batch with its statistics; what {@code penstock stats BATCH --json} prints.
 *
 * @param batch with the figures of the days that the statistics are about
 */
public record BatchStatistics(
        @JsonUnwrapped BatchDescription batch,
        @JsonUnwrapped Statistics statistics) {}
