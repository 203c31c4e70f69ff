package dev.penstock.worker;

/**
 * What a worker process does.
 *
 * @param desk for completions that this process waits for
 * @param atDesk whether it serves that desk; otherwise nobody waits here
 * @param forAll whether it does everybody's work too: batches, and calls of the pools' queues
 */
record Role(Desk desk, boolean atDesk, boolean forAll) {}
