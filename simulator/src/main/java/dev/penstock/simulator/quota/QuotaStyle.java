package dev.penstock.simulator.quota;

/** The way in which a quota is enforced. */
public enum QuotaStyle {
    /** Admits no more than the quota in any 60 seconds. */
    SLIDING,
    /** Takes calls from buckets that refill continuously; a full bucket lets a burst through. */
    BUCKET
}
