package dev.penstock.limits.governor;

import java.util.List;

/** A dimension in which a pool's quota is counted. */
enum QuotaDimension {
    /** Requests per minute. */
    REQUESTS,
    /** Tokens per minute. */
    TOKENS,
    /** Input tokens per minute. */
    INPUT_TOKENS,
    /** Output tokens per minute. */
    OUTPUT_TOKENS,
    /** Calls at once. */
    CONCURRENCY;

    /** All but calls at once. */
    static final List<QuotaDimension> PER_MINUTE = List.of(REQUESTS, TOKENS, INPUT_TOKENS, OUTPUT_TOKENS);
}
