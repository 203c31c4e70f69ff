package dev.penstock.store;

/** The files of a batch, beside its results. */
public enum BatchFile {
    /** The requests, one a line, in the order of the source; see {@link RequestCodec}. */
    INPUT("input.jsonl"),
    /** How the batch was cut; written last, so that its presence means that planning came to its end. */
    PLAN("plan/plan.json"),
    /** The slices, one shard a line. */
    SHARDS("plan/shards.jsonl"),
    /** Requests that are the same as others, and so are called with these; absent where there are none. */
    DUPLICATES("plan/duplicates.jsonl"),
    /** Which of them a batch that was taken up again still has to send; absent when that is all. */
    LEFT("plan/left.txt"),
    /** How it was cut for the provider's batch API; see the activities' {@code lane}. */
    PARTS("plan/parts.jsonl"),
    /** The levels on which answers become one, as far as they were made; see the activities' {@code reduce}. */
    LEVELS("plan/levels.json"),
    /** Their requests, as in {@link #INPUT}. */
    LEVEL_REQUESTS("plan/levels.jsonl"),
    OUTPUT("output.jsonl"),
    ERRORS("errors.jsonl"),
    SUMMARY("summary.json"),
    /** What its results used and cost; made of the result log, and again when that has grown. */
    USAGE("usage.json"),
    /** Who ordered it through the API, and how; written before the batch is started. */
    ORDER("order.json"),
    /** When its cancelling was asked for through the API. */
    CANCEL("cancel.json"),
    /** Why it ended without a summary, for when Temporal has forgotten it. */
    REFUSAL("refusal.json");

    private final String path;

    BatchFile(String path) {
        this.path = path;
    }

    /** Within the batch's folder. */
    public String path() {
        return path;
    }
}
