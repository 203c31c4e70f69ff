package dev.penstock.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog.Calls;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryRuleTest {
    private static final Result.Error ERROR = new Result.Error("code", "message");
    private static final Result.Response RESPONSE = new Result.Response(503, "", "{}");
    private static final Outcome.Lost LOST = new Outcome.Lost(null, RESPONSE, ERROR);

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aRequestIsGivenUpAfterItsFifthRetry() {
        assertThat(RetryRule.after(LOST, lost(4), "p")).isEqualTo(new RetryDecision.Again(5, Duration.ZERO, LOST));
        assertThat(RetryRule.after(LOST, lost(5), "p")).isEqualTo(new RetryDecision.Done(RESPONSE, ERROR));
    }

    /** An error of the server before it says nothing about what another call would bring, and cost nothing. */
    @Test
    void anAnswerThatCannotBeReadIsAskedForOnceMoreWhateverFailedBefore() {
        Outcome.Unusable page = new Outcome.Unusable(new Result.Response(200, "", "<html>"), Usage.NONE, ERROR, 1);

        assertThat(RetryRule.after(page, lost(1), "p")).isEqualTo(new RetryDecision.Again(2, Duration.ZERO, page));
        assertThat(RetryRule.after(page, new Calls(2, 0, 0, 1), "p")).isInstanceOf(RetryDecision.Done.class);
        assertThat(RetryRule.after(page, lost(5), "p")).isInstanceOf(RetryDecision.Done.class);
    }

    @Test
    void throttlingIsNeverAFaultAndNeverGivenUp() {
        Outcome.Throttled throttled = new Outcome.Throttled(Duration.ofSeconds(7), RESPONSE, ERROR);

        assertThat(RetryRule.after(throttled, lost(1000), "p"))
                .isEqualTo(new RetryDecision.Again(0, Duration.ofSeconds(7), throttled));
    }

    @Test
    void aBlockedPoolHoldsItsRequestsAndSaysWhy() {
        Outcome.Blocked blocked = new Outcome.Blocked(
                new Result.Response(401, "", "{}"), new Result.Error("invalid_api_key", "Incorrect API key provided"));

        assertThat(RetryRule.after(blocked, Calls.NONE, "openai"))
                .isEqualTo(new RetryDecision.Hold(
                        "provider openai says 401 invalid_api_key: Incorrect API key provided", blocked, false));
    }

    @Test
    void aBatchWhoseModelIsThrottledForLongIsHeldWithTheProvidersWords() {
        Outcome.Throttled throttled = new Outcome.Throttled(
                null, new Result.Response(429, "", "{}"), new Result.Error("rate_limit", "the day's quota is used up"));

        RetryDecision.Hold hold = RetryRule.afterLongThrottling(throttled, "m", "openai", NOON);

        assertThat(hold.because())
                .isEqualTo("provider openai says 429 rate_limit: the day's quota is used up. All calls of model m have"
                        + " ended like this for 10 minutes or longer; tried again by itself at 2026-01-01T12:10:00Z");
        assertThat(hold.until()).isEqualTo("2026-01-01T12:10:00Z");
    }

    @Test
    void wordsOfTheProviderThatEndWithAFullStopGetNoSecondOne() {
        Outcome.Throttled throttled = new Outcome.Throttled(
                null,
                new Result.Response(429, "", "{}"),
                new Result.Error("rate_limit", "Please retry in 34.074824224s."));

        assertThat(RetryRule.afterLongThrottling(throttled, "m", "gemini", NOON).because())
                .startsWith("provider gemini says 429 rate_limit: Please retry in 34.074824224s. All calls of model m");
    }

    @Test
    void aBatchIsHeldUntilTheProviderHasQuotaAgainByItsOwnWords() {
        Duration said = Duration.ofHours(7);
        Outcome.Throttled throttled = new Outcome.Throttled(
                Duration.ofMinutes(10),
                new Result.Response(429, "", "{}"),
                new Result.Error("rate_limit", "the day's quota is used up"),
                said);

        assertThat(RetryRule.afterLongThrottling(throttled, "m", "openai", NOON).until())
                .isEqualTo(NOON.plus(said));
    }

    @Test
    void theWaitDoublesUpToAMinuteAndIsDrawnFromAllOfIt() {
        Random random = new Random(1);
        for (int faults = 1; faults < 40; faults++) {
            long ceiling = Math.min(60_000, 1000L << Math.min(faults - 1, 10));
            long shortest = Long.MAX_VALUE;
            long longest = 0;
            for (int draw = 0; draw < 500; draw++) {
                long wait = RetryRule.backoff(faults, random).toMillis();
                shortest = Math.min(shortest, wait);
                longest = Math.max(longest, wait);
            }
            assertThat(shortest).isBetween(1L, ceiling / 20);
            assertThat(longest).isBetween(ceiling * 9 / 10, ceiling);
        }
    }

    private static Calls lost(int times) {
        return new Calls(times, 0, 0, 0);
    }
}
