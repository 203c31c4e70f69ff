package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Counts of requests by outcome: answered requests, dead letters, 429 responses, retries after faults, and requests whose
 * call was interrupted by a crash and made again, so that the provider may have charged twice.
 *
 * @param cached answered requests whose answer came from the cache
 * @param duplicates requests that equal another request of their batch, and got its result
 * @param incomplete requests whose answer lacks something; null = none
 */
public record Counts(
        long completed,
        long failed,
        long throttled,
        long retries,
        @JsonProperty("possibly_paid_twice") long possiblyPaidTwice,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long cached,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long duplicates,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable IncompleteAnswers incomplete) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** Creates the counts of requests that were all called. */
    public Counts(long completed, long failed, long throttled, long retries, long possiblyPaidTwice) {
        this(completed, failed, throttled, retries, possiblyPaidTwice, 0, 0);
    }

    /** Creates the counts of requests whose answers lack nothing. */
    public Counts(
            long completed,
            long failed,
            long throttled,
            long retries,
            long possiblyPaidTwice,
            long cached,
            long duplicates) {
        this(completed, failed, throttled, retries, possiblyPaidTwice, cached, duplicates, null);
    }

    public Counts {
        // Absent where it says nothing: receipts are written to histories.
        incomplete = IncompleteAnswers.NONE.equals(incomplete) ? null : incomplete;
    }

    public Counts plus(Counts other) {
        return new Counts(
                completed + other.completed,
                failed + other.failed,
                throttled + other.throttled,
                retries + other.retries,
                possiblyPaidTwice + other.possiblyPaidTwice,
                cached + other.cached,
                duplicates + other.duplicates,
                incompleteAnswers().plus(other.incompleteAnswers()));
    }

    /** Returns the requests whose answer lacks something, also if there are none. */
    public IncompleteAnswers incompleteAnswers() {
        return incomplete == null ? IncompleteAnswers.NONE : incomplete;
    }

    public long done() {
        return completed + failed;
    }

    /** Returns the number of finished requests for which no call was made, because their results had been paid for already. */
    public long reused() {
        return cached + duplicates;
    }

    /** Returns the dead letters per finished request, 0 to 1. */
    public double errorRate() {
        return done() == 0 ? 0 : (double) failed / done();
    }
}
