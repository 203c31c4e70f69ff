package dev.penstock.simulator.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaHeadersTest {
    private final Map<String, String> headers = new LinkedHashMap<>();

    @Test
    void onlyQuotasThatExistAreAnnounced() {
        QuotaHeaders.announce(
                new QuotaLevel(new QuotaLevel.Remaining(60, 59, 999_000_001L), QuotaLevel.Remaining.UNLIMITED),
                headers);

        assertThat(headers)
                .containsOnly(
                        Map.entry("x-ratelimit-limit-requests", "60"),
                        Map.entry("x-ratelimit-remaining-requests", "59"),
                        Map.entry("x-ratelimit-reset-requests", "1s"));
    }

    @Test
    void waitsAreRoundedUp() {
        assertThat(retryAfter(RetryAfterStyle.SECONDS)).containsExactly(Map.entry("retry-after", "3"));
        assertThat(retryAfter(RetryAfterStyle.MILLISECONDS)).containsExactly(Map.entry("retry-after-ms", "2001"));
        assertThat(retryAfter(RetryAfterStyle.DATE))
                .containsExactly(Map.entry("retry-after", "Thu, 1 Jan 1970 00:00:04 GMT"));
        assertThat(retryAfter(RetryAfterStyle.NONE)).isEmpty();
    }

    private Map<String, String> retryAfter(RetryAfterStyle style) {
        headers.clear();
        QuotaHeaders.retryAfter(Duration.ofNanos(2_000_000_001L), style, () -> Instant.EPOCH, headers);
        return headers;
    }
}
