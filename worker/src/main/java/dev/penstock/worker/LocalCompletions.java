package dev.penstock.worker;

import dev.penstock.activities.completion.LiveCalls;
import java.util.UUID;

/**
 * A process's own task queue for the completions it waits for: the process makes these calls itself, so that tokens and
 * answers reach it in memory.
 */
public final class LocalCompletions {
    private final String queue = "penstock-desk-" + UUID.randomUUID();
    private final LiveCalls calls = new LiveCalls(queue);

    public String queue() {
        return queue;
    }

    public LiveCalls calls() {
        return calls;
    }
}
