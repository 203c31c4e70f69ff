package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Where a batch stands. These words are used everywhere: on the command line, in JSON, on the dashboard, in reports and in
 * Temporal's Web UI. They are the statuses of OpenAI's batches, and {@code paused}, which OpenAI does not have.
 */
public enum BatchState {
    /** The input is read, checked and cut; nothing was called yet. */
    VALIDATING,
    IN_PROGRESS,
    /** Nothing new is called until a person resumes the batch, raises its budget or runs it again. */
    PAUSED,
    /** Every request has its result, and the files are written. */
    FINALIZING,
    /** Every request has a result; some may be dead letters. */
    COMPLETED,
    /** Refused before the first call, or stopped by its first dead letter. */
    FAILED,
    /** The deadline passed; what was finished is delivered. */
    EXPIRED,
    /** Cancelling was asked for; running calls end, and their results are kept. */
    CANCELLING,
    /** Stopped by a person; what was finished is delivered. */
    CANCELLED;

    /** Whether nothing more comes of a batch in this state. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == EXPIRED || this == CANCELLED;
    }

    /** The state for OpenAI's clients, which do not know {@code paused}. */
    public BatchState openAi() {
        return this == PAUSED ? IN_PROGRESS : this;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
