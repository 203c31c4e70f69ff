package dev.penstock.starter.usage;

import java.util.Locale;

/** The dimensions by which usage can be added up. */
public enum UsageDimension {
    TENANT,
    MODEL,
    POOL,
    DAY,
    BATCH,
    STAGE;

    private static final String NONE = "-";

    String of(UsageRecord consumption) {
        String value = switch (this) {
            case TENANT -> consumption.tenant();
            case MODEL -> consumption.key().model();
            case POOL -> consumption.key().pool();
            case DAY ->
                consumption.key().day() == null ? null : consumption.key().day().toString();
            case BATCH -> consumption.batch();
            case STAGE -> consumption.key().stage();
        };
        return value == null ? NONE : value;
    }

    /** Returns whether the dimension is about single calls, of which a request with stages has several. */
    boolean isOfCalls() {
        return this == MODEL || this == POOL || this == STAGE;
    }

    /** Returns the dimension's name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
