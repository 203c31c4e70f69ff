package dev.penstock.contracts.stage;

/** What a stage makes of its requests. */
public enum StageKind {
    /** One answer each. */
    MAP,
    /** Several answers each, of which the most frequent counts. */
    VOTE
}
