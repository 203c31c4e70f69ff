package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.Receipt;

/**
 * What a provider's batch brought.
 *
 * @param receipt of the results that are new
 * @param left requests of the part that have no result
 */
public record CollectedResults(Receipt receipt, int left) {}
