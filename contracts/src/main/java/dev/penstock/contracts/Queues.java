package dev.penstock.contracts;

/** The names of Penstock's task queues. */
public final class Queues {
    /** The queue of workflows, and of the activities that plan and assemble. */
    public static final String MAIN = "penstock";

    /**
     * The queue of completion workflows that a caller waits for. Every process that can make calls polls it, including the
     * processes that wait, so that these can run the workflow's first task together with its start; any other process takes
     * over when one dies.
     */
    public static final String COMPLETIONS = "penstock-completions";

    /** The queue of file transfers and batch calls at providers: transfers may take long, and polls should not wait for them. */
    public static final String LANE = "penstock-lane";

    private Queues() {}

    /** Returns the name of the activity queue of a pool's calls. */
    public static String llm(String pool) {
        return "penstock-llm-" + pool;
    }
}
