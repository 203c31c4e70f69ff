package dev.penstock.limits.governor;

/** A dimension in which a pool's quota is counted. */
enum QuotaDimension {
    /** Requests per minute. */
    REQUESTS,
    /** Tokens per minute. */
    TOKENS,
    /** Calls at once. */
    CONCURRENCY
}
