package dev.penstock.contracts;

/** The reaction of a batch to a dead letter. */
public enum FailurePolicy {
    /** The batch continues: every request gets its own result. */
    CONTINUE,
    /** The remaining requests are cancelled; finished work is kept. */
    FAIL_FAST
}
