package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How requests went: answered and given up on (dead letters), answers 429 met, faults tried again after, and requests
 * whose call was cut off by a crash and made again, so that the provider may have charged twice.
 *
 * @param cached of the answered, those whose answer had been kept from an earlier call
 * @param duplicates of all, those that were the same as another of their batch, and got its result
 */
public record Counts(
        long completed,
        long failed,
        long throttled,
        long retries,
        @JsonProperty("possibly_paid_twice") long possiblyPaidTwice,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long cached,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long duplicates) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** Of requests that were all called. */
    public Counts(long completed, long failed, long throttled, long retries, long possiblyPaidTwice) {
        this(completed, failed, throttled, retries, possiblyPaidTwice, 0, 0);
    }

    public Counts plus(Counts other) {
        return new Counts(
                completed + other.completed,
                failed + other.failed,
                throttled + other.throttled,
                retries + other.retries,
                possiblyPaidTwice + other.possiblyPaidTwice,
                cached + other.cached,
                duplicates + other.duplicates);
    }

    public long done() {
        return completed + failed;
    }

    /** Finished requests of which none was called: their results had been paid for already. */
    public long reused() {
        return cached + duplicates;
    }

    /** Dead letters per finished request, 0 to 1. */
    public double errorRate() {
        return done() == 0 ? 0 : (double) failed / done();
    }
}
