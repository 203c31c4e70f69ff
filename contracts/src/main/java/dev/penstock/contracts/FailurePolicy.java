package dev.penstock.contracts;

/** What a batch does when a request becomes a dead letter. */
public enum FailurePolicy {
    /** The batch continues: every request gets its own result. */
    CONTINUE,
    /** The remaining requests are cancelled; finished work is kept. */
    FAIL_FAST
}
