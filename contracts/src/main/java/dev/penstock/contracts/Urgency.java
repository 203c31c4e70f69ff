package dev.penstock.contracts;

import java.util.Locale;

/** A batch's {@code priority}; each has one of Temporal's priority keys, of which 1 goes first. */
public enum Urgency {
    HIGH(1),
    NORMAL(3),
    LOW(5);

    private final int priorityKey;

    Urgency(int priorityKey) {
        this.priorityKey = priorityKey;
    }

    /** Returns the urgency as it is written in a specification: {@code high}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int priorityKey() {
        return priorityKey;
    }
}
