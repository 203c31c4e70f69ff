package dev.penstock.worker;

/**
 * What a worker process does.
 *
 * @param completions the completions that this process waits for
 * @param withCompletions whether this worker makes their calls; otherwise no completion is waited for here
 * @param forAll whether it does everybody's work too: batches, and calls of the pools' queues
 */
record WorkerRole(LocalCompletions completions, boolean withCompletions, boolean forAll) {}
