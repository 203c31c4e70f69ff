package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.Receipt;

/**
 * The results collected from a provider's batch.
 *
 * @param receipt the receipt of results that are new
 * @param left the number of requests of the part that have no result
 */
public record CollectedResults(Receipt receipt, int left) {}
