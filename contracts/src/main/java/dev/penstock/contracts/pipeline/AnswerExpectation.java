package dev.penstock.contracts.pipeline;

/** What an answer has to be; another counts as a fault and is asked again. */
public enum AnswerExpectation {
    TEXT,
    JSON,
    JSON_SCHEMA;

    public boolean isJson() {
        return this != TEXT;
    }
}
