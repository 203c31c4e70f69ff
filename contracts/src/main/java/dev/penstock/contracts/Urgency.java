package dev.penstock.contracts;

import java.util.Locale;

/** A batch's {@code priority}; each has a priority key of Temporal's, where 1 goes first. */
public enum Urgency {
    HIGH(1),
    NORMAL(3),
    LOW(5);

    private final int priorityKey;

    Urgency(int priorityKey) {
        this.priorityKey = priorityKey;
    }

    /** As it is written: {@code high}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int priorityKey() {
        return priorityKey;
    }
}
