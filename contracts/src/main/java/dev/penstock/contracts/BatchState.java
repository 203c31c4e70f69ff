package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a batch stands. */
public enum BatchState {
    PLANNING,
    RUNNING,
    PAUSED,
    ASSEMBLING,
    /** Every request has a result; some may be dead letters. */
    COMPLETED,
    /** Stopped by a person; what was finished is delivered. */
    CANCELLED,
    /** The deadline passed; what was finished is delivered. */
    EXPIRED,
    /** Refused before the first call, or stopped by its first dead letter. */
    FAILED;

    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED || this == EXPIRED || this == FAILED;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
