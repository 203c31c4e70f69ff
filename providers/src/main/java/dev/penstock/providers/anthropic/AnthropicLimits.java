package dev.penstock.providers.anthropic;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.wire.HeaderValues;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the account's limits per minute from {@code anthropic-ratelimit-*-limit} (platform.claude.com/docs/en/api/rate-limits).
 * Input and output tokens have limits of their own there.
 */
final class AnthropicLimits {
    private static final String PREFIX = "anthropic-ratelimit-";
    /** More is no limit that anybody would reach, but a number that stands for none. */
    private static final long MOST = 1_000_000_000_000L;

    /** The headers that say when a limit is reset, by the names under which they are looked for. */
    private static final Map<String, String> NAMES = Map.of(
            "x-request-id", "request-id",
            "x-ratelimit-remaining-requests", PREFIX + "requests-remaining",
            "x-ratelimit-remaining-tokens", PREFIX + "tokens-remaining",
            "x-ratelimit-reset-requests", PREFIX + "requests-reset",
            "x-ratelimit-reset-tokens", PREFIX + "tokens-reset");

    private AnthropicLimits() {}

    /** Returns the announced limits; empty if there are none. */
    static Optional<PoolQuota> read(HeaderValues headers) {
        // The tokens of both kinds together; or what the workspace may use, if that is less.
        PoolQuota quota = new PoolQuota(
                limit(headers, "requests"),
                limit(headers, "tokens"),
                null,
                null,
                new FurtherLimits(
                        null, null, null, null, limit(headers, "input-tokens"), limit(headers, "output-tokens"), null));
        return quota.equals(PoolQuota.UNKNOWN) ? Optional.empty() : Optional.of(quota);
    }

    /** Returns headers in which the shared readers find Anthropic's under OpenAI's names. */
    static HeaderValues named(HeaderValues headers) {
        return name -> headers.find(NAMES.getOrDefault(name, name)).or(() -> headers.find(name));
    }

    private static @Nullable Long limit(HeaderValues headers, String kind) {
        try {
            return headers.find(PREFIX + kind + "-limit")
                    .map(String::strip)
                    .map(Long::parseLong)
                    .filter(limit -> limit > 0 && limit <= MOST)
                    .orElse(null);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
