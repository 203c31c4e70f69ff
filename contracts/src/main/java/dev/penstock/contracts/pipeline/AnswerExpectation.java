package dev.penstock.contracts.pipeline;

/** The form that a stage expects of an answer; an answer of another form counts as a fault, and the request is tried again. */
public enum AnswerExpectation {
    TEXT,
    JSON,
    JSON_SCHEMA;

    public boolean isJson() {
        return this != TEXT;
    }
}
