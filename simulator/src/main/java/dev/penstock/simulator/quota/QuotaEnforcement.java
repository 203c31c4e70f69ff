package dev.penstock.simulator.quota;

/** Says whether a call fits; both styles look at the same calls. */
sealed interface QuotaEnforcement permits SlidingEnforcement, BucketEnforcement {
    boolean isTooLarge(long tokens);

    long nanosUntilRequestFits(long now);

    long nanosUntilTokensFit(long tokens, long now);

    /** The call is let in; the window is told by the caller. */
    void take(long tokens, long now);

    QuotaLevel level(long now);

    static QuotaEnforcement of(QuotaOptions options, AdmissionWindow window, long now) {
        return switch (options.style()) {
            case SLIDING -> new SlidingEnforcement(options, window);
            case BUCKET -> BucketEnforcement.of(options, window, now);
        };
    }
}
