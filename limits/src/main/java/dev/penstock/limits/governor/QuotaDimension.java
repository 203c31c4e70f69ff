package dev.penstock.limits.governor;

/** What a pool's quota is counted in. */
enum QuotaDimension {
    /** Requests per minute. */
    REQUESTS,
    /** Tokens per minute. */
    TOKENS,
    /** Calls at once. */
    CONCURRENCY
}
