package dev.penstock.simulator.quota;

/** How a quota is enforced. */
public enum QuotaStyle {
    /** Never more than the quota in any 60 seconds. */
    SLIDING,
    /** A bucket that refills continuously; a full one lets a burst through. */
    BUCKET
}
