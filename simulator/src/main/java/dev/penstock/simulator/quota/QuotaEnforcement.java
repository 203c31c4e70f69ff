package dev.penstock.simulator.quota;

/** Tells whether a call fits into the quota; both styles count the calls of one {@link AdmissionWindow}. */
sealed interface QuotaEnforcement permits SlidingEnforcement, BucketEnforcement {
    boolean isTooLarge(long tokens);

    long nanosUntilRequestFits(long now);

    long nanosUntilTokensFit(long tokens, long now);

    /** Takes an admitted call from the quota; the caller adds the call to the window. */
    void take(long tokens, long now);

    QuotaLevel level(long now);

    static QuotaEnforcement of(QuotaOptions options, AdmissionWindow window, long now) {
        return switch (options.style()) {
            case SLIDING -> new SlidingEnforcement(options, window);
            case BUCKET -> BucketEnforcement.of(options, window, now);
        };
    }
}
