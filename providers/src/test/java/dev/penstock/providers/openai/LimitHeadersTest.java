package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitHeadersTest {
    private static final String LIMIT = "x-ratelimit-limit-requests";

    /** The example of console.groq.com/docs/rate-limits. */
    private static final Map<String, String> GROQ = Map.of(
            LIMIT,
            "14400",
            "x-ratelimit-limit-tokens",
            "18000",
            "x-ratelimit-remaining-requests",
            "14370",
            "x-ratelimit-reset-requests",
            "2m59.56s");

    @Test
    void groqsRequestsAreADaysAndItsTokensAMinutes() {
        assertThat(read(GROQ, "https://api.groq.com/openai/v1"))
                .contains(new PoolQuota(null, 18_000L, null, null, FurtherLimits.perDay(14_400L, null)));
    }

    @Test
    void anUnknownProvidersAreAMinutes() {
        assertThat(read(GROQ, "https://llm.example.com/v1")).contains(new PoolQuota(14_400L, 18_000L, null, null));
        // Whoever has the name in its own has it in vain.
        assertThat(read(GROQ, "https://notgroq.com/v1")).contains(new PoolQuota(14_400L, 18_000L, null, null));
    }

    @Test
    void openAisResetTellsADaysRequestsFromAMinutes() {
        assertThat(openAi("10000", "9999", "8.64s"))
                .contains(new PoolQuota(null, null, null, null, FurtherLimits.perDay(10_000L, null)));
        assertThat(openAi("200", "163", "4h26m24s"))
                .contains(new PoolQuota(null, null, null, null, FurtherLimits.perDay(200L, null)));
        assertThat(openAi("5000", "4999", "12ms")).contains(new PoolQuota(5_000L, null, null, null));
        assertThat(openAi("60", "59", "1s")).contains(new PoolQuota(60L, null, null, null));
        assertThat(openAi("500", "500", "0s")).contains(new PoolQuota(500L, null, null, null));
        assertThat(openAi("500", "0", "1m0s")).contains(new PoolQuota(500L, null, null, null));
    }

    /** inference-docs.cerebras.ai/support/rate-limits. */
    @Test
    void headersThatNameTheirTimeMeanIt() {
        Map<String, String> cerebras = Map.of(
                LIMIT + "-day",
                "14400",
                "x-ratelimit-limit-tokens-minute",
                "60000",
                "x-ratelimit-limit-tokens-day",
                "1000000",
                "x-ratelimit-remaining-requests-day",
                "14399",
                "x-ratelimit-reset-requests-day",
                "33011.382867097855");

        assertThat(read(cerebras, "https://api.cerebras.ai/v1"))
                .contains(new PoolQuota(null, 60_000L, null, null, FurtherLimits.perDay(14_400L, 1_000_000L)));
    }

    @Test
    void aShorterPeriodIsCountedUpToAMinute() {
        assertThat(read(Map.of(LIMIT, "10", "x-ratelimit-renewalperiod-requests", "10"), "https://x.example/v1"))
                .contains(new PoolQuota(60L, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0",
                "",
                "9223372036854775807",
                "9223372036854775808",
                "1e9",
                "unlimited",
                "NaN",
                "99999999999999999999999"
            })
    void whatCanBeNoLimitIsNone(String absurd) {
        assertThat(read(Map.of(LIMIT, absurd), "https://x.example/v1")).isEmpty();
        assertThat(read(Map.of(LIMIT, absurd, "x-ratelimit-limit-tokens", "500.0"), "https://api.groq.com/openai/v1"))
                .contains(new PoolQuota(null, 500L, null, null));
    }

    private static Optional<PoolQuota> openAi(String limit, String remaining, String reset) {
        return read(
                Map.of(LIMIT, limit, "x-ratelimit-remaining-requests", remaining, "x-ratelimit-reset-requests", reset),
                "https://api.openai.com/v1");
    }

    private static Optional<PoolQuota> read(Map<String, String> headers, String address) {
        return LimitHeaders.read(name -> Optional.ofNullable(headers.get(name)), LimitDialect.of(URI.create(address)));
    }
}
