package dev.penstock.contracts;

/** What a dead letter means for the rest of its batch. */
public enum FailurePolicy {
    /** Nothing: every request gets its own result. */
    CONTINUE,
    /** The rest is cancelled; finished work is kept. */
    FAIL_FAST
}
