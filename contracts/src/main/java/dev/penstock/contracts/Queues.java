package dev.penstock.contracts;

/** The names of Penstock's task queues. */
public final class Queues {
    /** Workflows, and the activities that plan and assemble. */
    public static final String MAIN = "penstock";

    private Queues() {}

    /** The activity queue of a pool's calls. */
    public static String llm(String pool) {
        return "penstock-llm-" + pool;
    }
}
