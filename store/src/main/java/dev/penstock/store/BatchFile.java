package dev.penstock.store;

/** A file in a batch's folder, other than those of the result log. */
public enum BatchFile {
    /** The requests, one a line, in the order of the source; see {@link RequestCodec}. */
    INPUT("input.jsonl"),
    /** The plan; written last, so that its presence means that planning is complete. */
    PLAN("plan/plan.json"),
    /** Which process plans the batch, and how often one died of it; there only while it is planned. */
    PLANNING("plan/planning.json"),
    /** The shards with their slices, one shard a line. */
    SHARDS("plan/shards.jsonl"),
    /** Requests that are identical to others and get their results; absent where there are none. */
    DUPLICATES("plan/duplicates.jsonl"),
    /** The rows of the source, compressed, with all columns; see {@code formats.table}. Absent in older batches. */
    ROWS("plan/rows.jsonl.zst"),
    /** The names and types of the columns of the {@link #ROWS}. */
    COLUMNS("plan/columns.json"),
    /** The slices that a resumed batch still has to send; absent when that is all of them. */
    LEFT("plan/left.txt"),
    /** The parts in which the batch is sent to the provider's batch API; see {@code activities.providerbatch}. */
    PARTS("plan/parts.jsonl"),
    /** The levels on which answers are combined into one, as far as they exist; see {@code activities.pipeline.reduce}. */
    LEVELS("plan/levels.json"),
    /** The requests of the {@link #LEVELS}, in the format of {@link #INPUT}. */
    LEVEL_REQUESTS("plan/levels.jsonl"),
    /** The inputs that the batch may read wherever they lie; see {@link dev.penstock.store.input.InputGrants}. */
    INPUTS("inputs.json"),
    /** The folders whose files the batch's requests may name; see {@link dev.penstock.store.input.FileGrants}. */
    FILES("files.json"),
    /** What the batch was submitted to ask: its options, its input's location and its provider. */
    QUESTION("question.json"),
    OUTPUT("output.jsonl"),
    ERRORS("errors.jsonl"),
    SUMMARY("summary.json"),
    /** The usage and cost of the batch's results; computed from the result log, and again when the log has grown. */
    USAGE("usage.json"),
    /** The submission through the API: tenant and options; written before the batch is started. */
    ORDER("order.json"),
    /** The time at which cancellation was requested through the API. */
    CANCEL("cancel.json"),
    /** The mark that refusals of all first requests don't put the batch on hold; see {@link KeepGoingMark}. */
    KEEP_GOING("keep-going"),
    /** Why the batch ended without a summary; read when Temporal has no history of it any more. */
    REFUSAL("refusal.json");

    private final String path;

    BatchFile(String path) {
        this.path = path;
    }

    /** Returns the file's path within the batch's folder. */
    public String path() {
        return path;
    }
}
