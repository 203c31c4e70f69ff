package dev.penstock.worker;

/**
 * The kinds of work that a worker process does.
 *
 * @param completions the completions that this process waits for
 * @param withCompletions whether this worker makes the calls of these completions; otherwise this process waits for
 *     none
 * @param forAll whether this worker also serves the shared queues: batches, and calls of the pools' queues
 */
record WorkerRole(LocalCompletions completions, boolean withCompletions, boolean forAll) {}
