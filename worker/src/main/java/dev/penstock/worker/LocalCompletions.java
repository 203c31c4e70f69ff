package dev.penstock.worker;

import dev.penstock.activities.completion.DirectCompletions;
import dev.penstock.activities.completion.LiveCalls;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The completions that a process waits for. The process makes their calls itself, so that tokens and answers reach it in memory:
 * directly, or as tasks of a queue of its own for those that are durable.
 */
public final class LocalCompletions {
    private final String queue = "penstock-desk-" + UUID.randomUUID();
    private final LiveCalls calls = new LiveCalls(queue);
    private volatile Served served = Served.NONE;

    public String queue() {
        return queue;
    }

    public LiveCalls calls() {
        return calls;
    }

    /** Returns what makes the calls of a pool in this process; empty while no worker in this process does. */
    public Optional<DirectCompletions> direct(String pool) {
        Served now = served;
        return now.pools.contains(pool) ? Optional.ofNullable(now.direct) : Optional.empty();
    }

    /** Names what makes the calls of these pools from now on. */
    void serve(DirectCompletions direct, Collection<String> pools) {
        served = new Served(direct, Set.copyOf(pools));
    }

    /** Makes no more calls directly. */
    void stop() {
        served = Served.NONE;
    }

    private record Served(@Nullable DirectCompletions direct, Set<String> pools) {
        static final Served NONE = new Served(null, Set.of());
    }
}
