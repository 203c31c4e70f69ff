package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bodies are those that users of Gemini report: google-gemini/gemini-cli#8437, n4ze3m/page-assist#406. */
class GeminiAnswersTest {
    private static final Instant NOON_IN_CALIFORNIA = Instant.parse("2026-07-01T19:00:00Z");

    @Test
    void aQuotaOfAMinuteReturnsWhenRetryInfoSays() {
        Outcome.Throttled throttled =
                throttled("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "45.578569677s");

        assertThat(throttled.retryAfter()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(46));
        assertThat(throttled.untilQuota()).isEqualTo(throttled.retryAfter());
    }

    @Test
    void aQuotaOfADayReturnsAtMidnightInCaliforniaWhateverRetryInfoSays() {
        Outcome.Throttled throttled = throttled("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "34s");

        assertThat(throttled.untilQuota()).isEqualTo(Duration.ofHours(12));
        assertThat(throttled.retryAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anErrorInAnArrayIsOne() {
        assertThat(read(429, """
                [{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}]""")).isInstanceOf(Outcome.Throttled.class);
        assertThat(read(503, """
                [{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}]""")).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void aBadKeyIsA400ThatBlocksThePool() {
        assertThat(read(400, """
                [{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT",
                 "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}]""")).isInstanceOf(Outcome.Blocked.class);
        assertThat(read(400, """
                [{"error":{"code":400,"message":"Invalid JSON payload received.","status":"INVALID_ARGUMENT"}}]""")).isInstanceOf(Outcome.Refused.class);
    }

    private static Outcome.Throttled throttled(String quota, String delay) {
        Outcome outcome = read(429, """
                [{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[
                 {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"m","quotaId":"%s"}]},
                 {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%s"}]}}]""".formatted(quota, delay));
        assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
        return (Outcome.Throttled) outcome;
    }

    private static Outcome read(int status, String body) {
        return GeminiAnswers.FORMAT.read(
                "/v1/chat/completions", status, name -> Optional.empty(), body, NOON_IN_CALIFORNIA);
    }
}
