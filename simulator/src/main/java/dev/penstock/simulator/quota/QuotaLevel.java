package dev.penstock.simulator.quota;

/** The requests and tokens left of a quota at one moment. */
public record QuotaLevel(Remaining requests, Remaining tokens, Remaining inputTokens, Remaining outputTokens) {
    /** Creates the level of a quota that does not tell input from output tokens. */
    public QuotaLevel(Remaining requests, Remaining tokens) {
        this(requests, tokens, Remaining.UNLIMITED, Remaining.UNLIMITED);
    }

    /**
     * The part of one limit that is left.
     *
     * @param limit the requests or tokens per minute; 0 = unlimited
     * @param nanosToFull the nanoseconds until the whole limit is available again
     */
    public record Remaining(long limit, long left, long nanosToFull) {
        public static final Remaining UNLIMITED = new Remaining(0, 0, 0);

        public boolean isLimited() {
            return limit > 0;
        }
    }
}
