package dev.penstock.activities.batch.planning;

/** The sizes above which an input is not planned, and from which it is planned alone. */
final class PlanLimits {
    /**
     * The most requests of a batch: 2 million with a heap of 512 MiB. Planning keeps hashes of custom_ids and requests in
     * two tables, which take 133 bytes a request while the second one grows.
     */
    static final long REQUESTS = Runtime.getRuntime().maxMemory() / 256;

    /** From this number of requests on, a planning process gives an input its memory alone; tables take up to 33 MB here. */
    static final long MANY_REQUESTS = 250_000;

    /** From this size of a request in bytes on, it is planned alone; it is in memory about six times, also as JSON. */
    static final int LONG_REQUEST = 1 << 20;

    private PlanLimits() {}
}
