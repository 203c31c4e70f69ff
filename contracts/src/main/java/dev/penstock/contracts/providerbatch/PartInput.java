package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.BatchId;

/**
 * Which submission of which part an activity is to see to.
 *
 * @param submission from 1; what the provider brought no answer for is submitted again
 * @param last whether what has no answer now becomes a dead letter
 */
public record PartInput(BatchId batch, String key, int round, Part part, int submission, boolean last) {}
