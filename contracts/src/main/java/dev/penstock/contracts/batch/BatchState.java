package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The state of a batch. These words are used everywhere: on the command line, in JSON, on the dashboard, in reports and in
 * Temporal's Web UI. They are the statuses of OpenAI's batches, and {@code paused}, which OpenAI does not have.
 */
public enum BatchState {
    /** The input is being read, checked and cut; no call has been made. */
    VALIDATING,
    IN_PROGRESS,
    /** No new call starts until a person resumes the batch, raises its budget or runs it again. */
    PAUSED,
    /** Every request has its result, and the files are being written. */
    FINALIZING,
    /** Every request has a result; some may be dead letters. */
    COMPLETED,
    /** The batch was rejected before the first call, or stopped by its first dead letter. */
    FAILED,
    /** The deadline passed; finished results are delivered. */
    EXPIRED,
    /** A person cancelled the batch; running calls finish, and their results are kept. */
    CANCELLING,
    /** The batch was stopped by a person; finished results are delivered. */
    CANCELLED;

    /** Returns whether this state is final. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == EXPIRED || this == CANCELLED;
    }

    /** Returns the state for OpenAI's clients, which do not know {@code paused}. */
    public BatchState openAi() {
        return this == PAUSED ? IN_PROGRESS : this;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
