package dev.penstock.limits.governor;

/** What a pool's quota is counted in. */
enum Dimension {
    /** Per minute, as TOKENS. */
    REQUESTS,
    TOKENS,
    /** Calls at once. */
    CONCURRENCY
}
