package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How requests went: answered and given up on (dead letters), answers 429 met, faults tried again after, and requests
 * whose call was cut off by a crash and made again, so that the provider may have charged twice.
 */
public record Counts(
        long completed,
        long failed,
        long throttled,
        long retries,
        @JsonProperty("possibly_paid_twice") long possiblyPaidTwice) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(
                completed + other.completed,
                failed + other.failed,
                throttled + other.throttled,
                retries + other.retries,
                possiblyPaidTwice + other.possiblyPaidTwice);
    }

    public long done() {
        return completed + failed;
    }

    /** Dead letters per finished request, 0 to 1. */
    public double errorRate() {
        return done() == 0 ? 0 : (double) failed / done();
    }
}
