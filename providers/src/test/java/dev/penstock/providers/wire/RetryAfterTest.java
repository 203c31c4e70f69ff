package dev.penstock.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.Outcome;
import dev.penstock.providers.openai.OpenAiAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:07Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "1994-11-06T08:49:37Z",
                "30",
                "30s",
                "0m30s",
                "30000ms"
            })
    void aMomentAndAWaitAreReadInTheirForms(String text) {
        assertThat(RetryAfter.of(only("retry-after", text), NOW)).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1795953630", "1795953630000", "1795953630.0"})
    void aUnixTimeIsAMomentAndNotAWaitOfDecades(String text) {
        Instant now = Instant.ofEpochSecond(1_795_953_600);

        assertThat(RetryAfter.of(only("retry-after", text), now)).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"7h, PT7H", "1d, PT24H", "30s, PT30S", "30d,", "0s,", "soon,"})
    void theReturnOfADailyQuotaIsToldInFull(String text, @Nullable String expected) {
        Duration wait = RetryAfter.untilQuota(only("x-ratelimit-reset-requests", text), "{}", NOW);

        assertThat(wait).isEqualTo(expected == null ? null : Duration.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "6m0s, PT6M",
        "1s, PT1S",
        "120ms, PT0.12S",
        "7.66s, PT7.66S",
        "2m59.56s, PT2M59.56S",
        "1h2m3s, PT10M",
        "1d, PT10M",
        "12, PT12S",
        "soon,",
        "'',",
        "-1s,",
    })
    void theResetOfALimitThatIsUsedUpIsTheWait(String text, @Nullable String expected) {
        Duration wait = RetryAfter.ofThrottled(only("x-ratelimit-reset-tokens", text), "{}", NOW);

        assertThat(wait).isEqualTo(expected == null ? null : Duration.parse(expected));
    }

    @Test
    void theResetOfALimitThatIsNotUsedUpIsNoWait() {
        Map<String, String> headers = Map.of(
                "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-reset-requests", "2s",
                "x-ratelimit-remaining-tokens", "90000",
                "x-ratelimit-reset-tokens", "6m0s");

        assertThat(RetryAfter.ofThrottled(all(headers), "{}", NOW)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aResetIsNoRequestToWaitWhereNothingWasRefused() {
        assertThat(RetryAfter.of(only("x-ratelimit-reset-tokens", "6m0s"), NOW)).isNull();
    }

    @Test
    void aMomentThatIsOverMeansNoWait() {
        Instant now = Instant.parse("2026-11-29T12:00:00Z");

        assertThat(RetryAfter.of(only("retry-after", "1700000000"), now)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.of(only("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"), now))
                .isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31536000", "9999999999", "1e300", "99999999d", "Sun, 06 Nov 2094 08:49:37 GMT"})
    void absurdWaitsAreBounded(String text) {
        assertThat(RetryAfter.of(only("retry-after", text), NOW)).isEqualTo(RetryAfter.MAX_WAIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"details\":[{\"retryDelay\":\"34.5s\"}]}}",
                "[{\"error\":{\"code\":429,\"message\":\"Quota"
                        + " exceeded\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.5s\"}]}}]"
            })
    void googlesDelayInTheBodyIsTheWait(String body) {
        Outcome outcome = OpenAiAnswers.OPENAI.read("/v1/responses", 429, HeaderValues.NONE, body, NOW);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofMillis(34_500)));
    }

    private static HeaderValues only(String name, String value) {
        return all(Map.of(name, value));
    }

    private static HeaderValues all(Map<String, String> headers) {
        return name -> Optional.ofNullable(headers.get(name));
    }
}
