package dev.penstock.worker;

import dev.penstock.activities.completion.LiveCalls;
import java.util.UUID;

/**
 * Where a process waits for answers: the calls it waits for, and the task queue on which it makes them itself, so that
 * tokens and answers reach it in memory.
 */
public final class Desk {
    private final String queue = "penstock-desk-" + UUID.randomUUID();
    private final LiveCalls calls = new LiveCalls(queue);

    public String queue() {
        return queue;
    }

    public LiveCalls calls() {
        return calls;
    }
}
