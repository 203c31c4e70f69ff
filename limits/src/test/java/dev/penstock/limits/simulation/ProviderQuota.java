package dev.penstock.limits.simulation;

/** How a provider counts. */
interface ProviderQuota {
    /** The nanoseconds until an amount fits. */
    long until(double amount, long now);

    void take(double amount, long now);

    void setPerMinute(double perMinute, long now);
}
