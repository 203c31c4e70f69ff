package dev.penstock.providers.openai;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.providers.wire.LimitFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider account's limits from response headers: {@code x-ratelimit-limit-requests} and
 * {@code x-ratelimit-limit-tokens}, both per minute (platform.openai.com/docs/guides/rate-limits). Most compatible
 * providers send these headers, too.
 */
public final class LimitHeaders {
    /** Reads OpenAI's headers. */
    public static final LimitFormat READER = LimitHeaders::read;

    private LimitHeaders() {}

    static Optional<PoolQuota> read(HeaderValues headers) {
        Long requests = number(headers.find("x-ratelimit-limit-requests"));
        Long tokens = number(headers.find("x-ratelimit-limit-tokens"));
        return requests == null && tokens == null
                ? Optional.empty()
                : Optional.of(new PoolQuota(requests, tokens, null, null));
    }

    /** Returns a header's limit; null for -1 and 0, by which some providers mean that there is no limit. */
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
