package dev.penstock.contracts;

/** How a batch's requests reach the provider. */
public enum Lane {
    /** One call a request. */
    ONLINE,
    /** By the provider's discounted batch API, and never otherwise. */
    PROVIDER_BATCH,
    /** By the provider's batch API, and online what it has not answered in time for the deadline. */
    AUTO;

    /** As it is written: {@code provider-batch}. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
