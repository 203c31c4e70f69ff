package dev.penstock.contracts.pipeline;

/** The kind of a stage, by the answers that it produces. */
public enum StageKind {
    /** One answer per request. */
    MAP,
    /** Several answers per request, of which the most frequent counts. */
    VOTE,
    /**
     * One answer of all, after all other stages: groups of the previous stage's answers are combined, then those answers,
     * until one remains.
     */
    REDUCE
}
