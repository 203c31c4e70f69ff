package dev.penstock.providers.anthropic;

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
        Long requests = limit(headers, "requests");
        Long tokens = tokens(headers);
        return requests == null && tokens == null
                ? Optional.empty()
                : Optional.of(new PoolQuota(requests, tokens, null, null));
    }

    /** Returns headers in which the shared readers find Anthropic's under OpenAI's names. */
    static HeaderValues named(HeaderValues headers) {
        return name -> headers.find(NAMES.getOrDefault(name, name)).or(() -> headers.find(name));
    }

    /**
     * Returns the tokens of both kinds that may be used in a minute: those of input and of output together, or what the account
     * may use in all, if that is less. A pool that sends more of one kind than its limit learns from 429 responses.
     */
    private static @Nullable Long tokens(HeaderValues headers) {
        Long all = limit(headers, "tokens");
        Long input = limit(headers, "input-tokens");
        Long output = limit(headers, "output-tokens");
        Long both = input == null || output == null ? null : Long.valueOf(input + output);
        return all == null || both == null ? (all == null ? both : all) : Long.valueOf(Math.min(all, both));
    }

    private static @Nullable Long limit(HeaderValues headers, String kind) {
        try {
            return headers.find(PREFIX + kind + "-limit")
                    .map(String::strip)
                    .map(Long::parseLong)
                    .filter(limit -> limit > 0)
                    .orElse(null);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
