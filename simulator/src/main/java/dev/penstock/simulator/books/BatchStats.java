package dev.penstock.simulator.books;

import dev.penstock.simulator.books.SimulatorStats.Tokens;

/**
 * The statistics of files and batches.
 *
 * @param leftOut requests that expired or were cancelled before they were executed
 * @param billed the tokens after the batch API's discount of one half
 * @param holding clients that are kept waiting at the moment
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
