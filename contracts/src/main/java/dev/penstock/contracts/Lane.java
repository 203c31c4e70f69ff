package dev.penstock.contracts;

/** The way in which a batch's requests reach the provider. */
public enum Lane {
    /** Each request is one call. */
    ONLINE,
    /** All requests go through the provider's discounted batch API. */
    PROVIDER_BATCH,
    /** Requests go through the provider's batch API; those not answered in time for the deadline are called online. */
    AUTO;

    /** Returns the lane as it is written in a specification: {@code provider-batch}. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
