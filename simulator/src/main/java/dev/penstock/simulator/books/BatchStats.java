package dev.penstock.simulator.books;

import dev.penstock.simulator.books.SimulatorStats.Tokens;

/**
 * The books of files and batches.
 *
 * @param leftOut requests that expired or were cancelled before they were executed
 * @param billed the tokens at the discount: half of them
 * @param holding clients that are kept waiting just now
 */
public record BatchStats(
        int files,
        int created,
        int cancelled,
        long answered,
        long failed,
        long leftOut,
        Tokens tokens,
        Tokens billed,
        int holding) {}
