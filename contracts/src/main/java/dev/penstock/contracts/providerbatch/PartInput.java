package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.BatchId;

/**
 * The input of activities that handle one submission of a part.
 *
 * @param submission the submission's number, from 1; requests without an answer are submitted again
 * @param last whether requests without an answer now become dead letters
 */
public record PartInput(BatchId batch, String key, int round, Part part, int submission, boolean last) {}
