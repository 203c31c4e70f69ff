package dev.penstock.contracts.pipeline;

/** What a stage makes of its requests. */
public enum StageKind {
    /** One answer each. */
    MAP,
    /** Several answers each, of which the most frequent counts. */
    VOTE,
    /** After all others: answers of the stage before are asked about in groups, then those answers, until one remains. */
    REDUCE
}
