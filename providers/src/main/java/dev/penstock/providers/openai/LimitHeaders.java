package dev.penstock.providers.openai;

import dev.penstock.contracts.pool.PoolQuota;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account's limits as its answers say them: {@code x-ratelimit-limit-requests} and {@code x-ratelimit-limit-tokens},
 * both a minute (platform.openai.com/docs/guides/rate-limits). Most compatible providers send the same.
 */
final class LimitHeaders {
    private LimitHeaders() {}

    static Optional<PoolQuota> read(HeaderValues headers) {
        Long requests = number(headers.find("x-ratelimit-limit-requests"));
        Long tokens = number(headers.find("x-ratelimit-limit-tokens"));
        return requests == null && tokens == null
                ? Optional.empty()
                : Optional.of(new PoolQuota(requests, tokens, null, null));
    }

    /** Some say -1 or 0 where there is no limit. */
    private static @Nullable Long number(Optional<String> header) {
        try {
            return header.map(String::strip)
                    .map(Long::parseLong)
                    .filter(limit -> limit > 0)
                    .orElse(null);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
