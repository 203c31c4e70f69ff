package dev.penstock.contracts;

import org.jspecify.annotations.Nullable;

/**
 * The names of Penstock's task queues. Workflow tasks need no store, so any worker takes them from shared queues. Activities
 * that read or write a store are taken from the queues of that store; those of work that names no store, from shared queues.
 */
public final class Queues {
    /** The queue of workflows, and of the activities that plan batches whose store is not known yet. */
    public static final String MAIN = "penstock";

    /**
     * The queue of completion workflows that a caller waits for. Every process that can make calls polls it, including the
     * processes that wait, so that these can run the workflow's first task together with its start; any other process takes
     * over when one dies.
     */
    public static final String COMPLETIONS = "penstock-completions";

    private Queues() {}

    /** Returns the queue of the activities that plan and assemble. */
    public static String files(@Nullable StoreId store) {
        return store == null ? MAIN : of(store, "files");
    }

    /** Returns the queue of file transfers and batch calls at providers: transfers may take long, and polls should not wait for them. */
    public static String lane(@Nullable StoreId store) {
        return store == null ? "penstock-lane" : of(store, "lane");
    }

    /** Returns the queue of a pool's calls. */
    public static String llm(@Nullable StoreId store, String pool) {
        return store == null ? "penstock-llm-" + pool : of(store, "llm-" + pool);
    }

    private static String of(StoreId store, String work) {
        return "penstock-" + store + "-" + work;
    }
}
