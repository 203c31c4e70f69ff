package dev.penstock.contracts;

/** The names of Penstock's task queues. */
public final class Queues {
    /** Workflows, and the activities that plan and assemble. */
    public static final String MAIN = "penstock";

    /**
     * Workflows of completions that somebody waits for. Every process that can make calls serves it, also those that
     * wait, so that these can have their workflow's first task with its start; any other takes over when one dies.
     */
    public static final String COMPLETIONS = "penstock-completions";

    /** Files and batches at providers: transfers that may take long, and looks that should not wait for them. */
    public static final String LANE = "penstock-lane";

    private Queues() {}

    /** The activity queue of a pool's calls. */
    public static String llm(String pool) {
        return "penstock-llm-" + pool;
    }
}
