package dev.penstock.limits.rate;

import static dev.penstock.limits.rate.SaturatedAdmission.MINUTE;
import static dev.penstock.limits.rate.SaturatedAdmission.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.contracts.pool.TotalUse;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AdmissionControlTest {
    private static final int MINUTES = 6;

    @RepeatedTest(40)
    void everySlidingMinuteStaysWithinTheRequestsAndUsesNinetyNinePercent(RepetitionInfo trial) {
        int rpm = anyOf(1, 60_000, trial);
        SaturatedAdmission calls =
                new SaturatedAdmission(new RateLimits(QuotaLimit.atMost(rpm), QuotaLimit.UNLIMITED, 20, true));

        calls.runUntil(MINUTES * MINUTE, () -> 1);

        assertThat(calls.fullestMinute(false)).isLessThanOrEqualTo(rpm);
        assertThat(calls.sentBetween(0, MINUTES * MINUTE, false))
                .isGreaterThanOrEqualTo((long) (0.99 * rpm * MINUTES) - 1);
    }

    @RepeatedTest(40)
    void everySlidingMinuteStaysWithinTheTokensAndUsesNinetySevenPercent(RepetitionInfo trial) {
        int tpm = anyOf(10_000, 5_000_000, trial);
        SaturatedAdmission calls =
                new SaturatedAdmission(new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(tpm), 20, true));

        calls.runUntil(MINUTES * MINUTE, sizes(trial.getCurrentRepetition(), tpm / 50));

        assertThat(calls.fullestMinute(true)).isLessThanOrEqualTo(tpm);
        assertThat(calls.sentBetween(0, MINUTES * MINUTE, true)).isGreaterThanOrEqualTo((long) (0.97 * tpm * MINUTES));
    }

    @Test
    void aCallThatMayUseMoreThanALearnedMinuteHoldsOthersUpForAMinuteOnly() {
        RateLimits learned =
                new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(60_000), 20, true, QuotaLimit.UNLIMITED);
        AdmissionControl control = new AdmissionControl(learned, new Random(1), 0);

        control.ended(control.take("m", control.reserved("m", CallTokens.of(Integer.MAX_VALUE)), 0));

        assertThat(control.earliest("m", CallTokens.of(500), 0)).isLessThan(2 * MINUTE);
    }

    @Test
    void aCallThatMayUseMoreThanALearnedMinuteOfItsModelHoldsOthersUpForAMinuteOnly() {
        ModelLimits learned = new ModelLimits(QuotaLimit.atMost(600), QuotaLimit.atMost(1_500), QuotaLimit.UNLIMITED);
        RateLimits pool = new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(1_000_000), 20, true);
        AdmissionControl control = new AdmissionControl(pool.withModels(Map.of("m", learned)), new Random(1), 0);

        control.ended(control.take("m", control.reserved("m", CallTokens.of(100_000)), 0));

        assertThat(control.earliest("m", CallTokens.of(500), 0)).isLessThan(2 * MINUTE);
        assertThat(control.reserved("other", CallTokens.of(100_000))).isEqualTo(CallTokens.of(100_000));
    }

    @Test
    void allCallsTogetherKeepToATotalWhateverElseIsSet() {
        AdmissionControl control = new AdmissionControl(total(new TotalLimit(2L, null)), new Random(1), 0);
        Admission first = control.take("m", CallTokens.of(100), 0);
        control.take("m", CallTokens.of(100), 0);

        assertThat(control.earliest("m", CallTokens.of(100), 0)).isEqualTo(AdmissionControl.NEVER);
        control.setLimits(control.limits().withConcurrency(10), QuotaLimit.UNLIMITED, 0);
        control.ended(first);
        assertThat(control.earliest("m", CallTokens.of(100), 0)).isEqualTo(AdmissionControl.NEVER);
        control.setLimits(total(new TotalLimit(3L, null)), QuotaLimit.UNLIMITED, 0);
        assertThat(control.earliest("m", CallTokens.of(100), 0)).isZero();
    }

    @Test
    void tokensOfATotalComeBackWhenACallUsesLess() {
        AdmissionControl control = new AdmissionControl(total(new TotalLimit(null, 1_000L)), new Random(1), 0);
        Admission call = control.take("m", CallTokens.of(900), 0);

        assertThat(control.earliest("m", CallTokens.of(200), 0)).isEqualTo(AdmissionControl.NEVER);
        control.ended(call);
        control.settle(call, CallTokens.of(500), 0);
        assertThat(control.earliest("m", CallTokens.of(500), 0)).isZero();
        assertThat(control.earliest("m", CallTokens.of(501), 0)).isEqualTo(AdmissionControl.NEVER);
        assertThat(control.status(Map.of(), false, 0).use())
                .isEqualTo(new TotalUse(1, 500, 0, 0, new TotalLimit(null, 1_000L)));
    }

    @Test
    void aTotalOfOneModelHoldsUpNoOther() {
        RateLimits limits = total(null)
                .withModels(Map.of(
                        "m",
                        new ModelLimits(
                                PerMinuteLimits.NONE,
                                LargestRequest.of(QuotaLimit.UNLIMITED),
                                new TotalLimit(0L, null))));
        AdmissionControl control = new AdmissionControl(limits, new Random(1), 0);

        assertThat(control.earliest("m", CallTokens.of(1), 0)).isEqualTo(AdmissionControl.NEVER);
        assertThat(control.earliest("other", CallTokens.of(1), 0)).isZero();
    }

    @Test
    void inputAndOutputTokensEachHaveAMinuteOfTheirOwn() {
        AdmissionControl control = new AdmissionControl(ofKinds(1_000, 300, 20), new Random(1), 0);
        Admission call = control.take("m", CallTokens.of(600, 100), 0);
        control.ended(call);

        assertThat(control.earliest("m", CallTokens.of(400, 200), 0)).isZero();
        assertThat(control.earliest("m", CallTokens.of(401, 1), 0)).isGreaterThanOrEqualTo(MINUTE);
        assertThat(control.earliest("m", CallTokens.of(1, 201), 0)).isGreaterThanOrEqualTo(MINUTE);

        // Half of the prompt was read from a cache, and the answer was longer than expected.
        control.settle(call, CallTokens.of(300, 300), 0);

        assertThat(control.earliest("m", CallTokens.of(700, 0), 0)).isZero();
        assertThat(control.earliest("m", CallTokens.of(1, 1), 0)).isGreaterThanOrEqualTo(MINUTE);
    }

    @Test
    void noMoreOutputIsReservedThanAMinuteHas() {
        AdmissionControl control = new AdmissionControl(ofKinds(1_000, 300, 20), new Random(1), 0);

        assertThat(control.reserved("m", CallTokens.of(10, 4_096))).isEqualTo(new CallTokens(4_106, 10, 300));
    }

    @Test
    void limitsOfInputAndOutputBindTheModelThatTheyWereAnnouncedFor() {
        PerMinuteLimits announced = ofKinds(1_000, 300, 20).perMinute();
        ModelLimits ofModel = new ModelLimits(announced, LargestRequest.of(QuotaLimit.UNLIMITED), null);
        AdmissionControl control =
                new AdmissionControl(RateLimits.ofConcurrency(20).withModels(Map.of("m", ofModel)), new Random(1), 0);
        control.ended(control.take("m", CallTokens.of(1_000, 0), 0));

        assertThat(control.earliest("m", CallTokens.of(1, 1), 0)).isGreaterThanOrEqualTo(MINUTE);
        assertThat(control.earliest("other", CallTokens.of(1, 1), 0)).isZero();
        assertThat(control.limits().limitTokens("m")).isTrue();
        assertThat(control.limits().limitTokens("other")).isFalse();
    }

    private static RateLimits ofKinds(long input, long output, int concurrency) {
        return new RateLimits(
                new PerMinuteLimits(
                        QuotaLimit.UNLIMITED,
                        QuotaLimit.UNLIMITED,
                        QuotaLimit.atMost(input),
                        QuotaLimit.atMost(output)),
                concurrency,
                false);
    }

    private static RateLimits total(@Nullable TotalLimit limit) {
        return new RateLimits(PerMinuteLimits.NONE, 20, true, LargestRequest.of(QuotaLimit.UNLIMITED), Map.of(), limit);
    }

    @RepeatedTest(20)
    void withoutStrictnessAMinuteMayGoAtOnceButNeverMore(RepetitionInfo trial) {
        int rpm = anyOf(1, 20_000, trial);
        SaturatedAdmission calls =
                new SaturatedAdmission(new RateLimits(QuotaLimit.atMost(rpm), QuotaLimit.UNLIMITED, 20, false));

        calls.runUntil(3 * MINUTE, () -> 1);

        assertThat(calls.fullestMinute(false)).isEqualTo(rpm);
        assertThat(calls.sentBetween(0, SECOND, false)).isEqualTo(rpm);
    }

    @RepeatedTest(60)
    void everySlidingMinuteStaysWithinTheTokensWhateverComesWhen(RepetitionInfo trial) {
        int tpm = anyOf(100, 100_000, trial);
        int seed = trial.getCurrentRepetition();
        SaturatedAdmission calls = new SaturatedAdmission(
                new RateLimits(QuotaLimit.atMost(tpm / 50 + 1), QuotaLimit.atMost(tpm), 20, seed % 2 == 0));
        Random random = new Random(seed);
        for (int burst = 0; burst < 40; burst++) {
            calls.now += random.nextLong(20 * SECOND);
            calls.runUntil(calls.now + random.nextLong(10 * SECOND), sizes(seed + burst, tpm / 4));
        }

        assertThat(calls.fullestMinute(true)).isLessThanOrEqualTo(tpm);
        assertThat(calls.fullestMinute(false)).isLessThanOrEqualTo(tpm / 50 + 1);
    }

    @Test
    void aPauseThatSeveralModelsCausedStaysThePoolsWhenOneOfThemGetsLimits() {
        RateLimits limits = RateLimits.ofConcurrency(20);
        AdmissionControl control = new AdmissionControl(limits, new Random(1), 0);
        for (String model : List.of("a", "b", "b")) {
            Admission call = control.take(model, CallTokens.of(1), 0);
            control.ended(call);
            control.throttled(call, Duration.ofMinutes(5), 0);
        }

        ModelLimits ofB = new ModelLimits(QuotaLimit.atMost(600), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
        control.setLimits(limits.withModels(Map.of("b", ofB)), QuotaLimit.UNLIMITED, 0);

        assertThat(control.earliest("a", CallTokens.of(1), 0)).isGreaterThanOrEqualTo(5 * MINUTE);
        assertThat(control.earliest("b", CallTokens.of(1), 0)).isGreaterThanOrEqualTo(5 * MINUTE);
    }

    @Test
    void thePauseOfOneModelIsNoMoreThatOfSeveralOnceAnEarlierOneIsOver() {
        RateLimits limits = RateLimits.ofConcurrency(20);
        AdmissionControl control = new AdmissionControl(limits, new Random(1), 0);
        for (String model : List.of("a", "b")) {
            Admission call = control.take(model, CallTokens.of(1), 0);
            control.ended(call);
            control.throttled(call, Duration.ofMinutes(1), 0);
        }
        Admission later = control.take("b", CallTokens.of(1), 10 * MINUTE);
        control.ended(later);
        control.throttled(later, Duration.ofMinutes(5), 10 * MINUTE);

        ModelLimits ofB = new ModelLimits(QuotaLimit.atMost(600), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
        control.setLimits(limits.withModels(Map.of("b", ofB)), QuotaLimit.UNLIMITED, 10 * MINUTE);

        assertThat(control.earliest("a", CallTokens.of(1), 10 * MINUTE)).isEqualTo(10 * MINUTE);
        assertThat(control.earliest("b", CallTokens.of(1), 10 * MINUTE)).isGreaterThanOrEqualTo(15 * MINUTE);
    }

    @Test
    void manyModelsDoNotForgetOneWithLimitsAPauseOrCallsUnderWay() {
        ModelLimits one = new ModelLimits(QuotaLimit.atMost(1), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
        RateLimits limits = RateLimits.ofConcurrency(1_000);
        AdmissionControl control = new AdmissionControl(limits.withModels(Map.of("limited", one)), new Random(1), 0);
        control.ended(control.take("limited", CallTokens.of(1), 0));
        Admission running = control.take("running", CallTokens.of(1), 0);
        Admission throttled = control.take("throttled", CallTokens.of(1), 0);
        control.ended(throttled);
        control.throttled(throttled, Duration.ofMinutes(5), 0);

        for (int model = 0; model < 30; model++) {
            control.model("planned-" + model, 0).expect(0);
        }

        assertThat(control.earliest("limited", CallTokens.of(1), 0))
                .as("its minute is used up")
                .isGreaterThanOrEqualTo(MINUTE);
        assertThat(control.model("running", 0)).isSameAs(running.model());
        control.setLimits(limits.withModels(Map.of("limited", one, "throttled", one)), QuotaLimit.UNLIMITED, 0);
        assertThat(control.earliest("planned-1", CallTokens.of(1), 0))
                .as("the pause is of one model")
                .isZero();
        assertThat(control.earliest("throttled", CallTokens.of(1), 0)).isGreaterThanOrEqualTo(5 * MINUTE);
        assertThat(control.models()).hasSizeLessThan(25);
    }

    @Test
    void thousandsOfModelsAtOnceKeepToTheLimitsOfThePool() {
        AdmissionControl control = new AdmissionControl(RateLimits.ofConcurrency(5_000), new Random(1), 0);
        List<Admission> calls = new ArrayList<>();
        for (int model = 0; model < 5_000; model++) {
            calls.add(control.take("m-" + model, CallTokens.of(1), 0));
        }

        assertThat(control.models()).hasSize(1_000);
        assertThat(control.earliest("m-4999", CallTokens.of(1), 0)).isEqualTo(AdmissionControl.NEVER);
        calls.forEach(control::ended);
        assertThat(control.earliest("m-4999", CallTokens.of(1), 0)).isZero();
    }

    @Test
    void atMostHalfASecondOfQuotaGoesAtOnce() {
        SaturatedAdmission calls =
                new SaturatedAdmission(new RateLimits(QuotaLimit.atMost(60_000), QuotaLimit.UNLIMITED, 20, true));

        calls.runUntil(1, () -> 1);

        assertThat(calls.sent).hasSize(500);
    }

    @Test
    void theSumOfTwoWorkersStaysWithinTheQuotaWhileItsSharesMove() {
        SaturatedAdmission one =
                new SaturatedAdmission(new RateLimits(QuotaLimit.atMost(6000), QuotaLimit.UNLIMITED, 20, true));
        one.runUntil(90 * SECOND, () -> 1);
        SaturatedAdmission other =
                new SaturatedAdmission(new RateLimits(QuotaLimit.atMost(3000), QuotaLimit.UNLIMITED, 20, true));
        other.now = one.now;
        one.setLimits(new RateLimits(QuotaLimit.atMost(3000), QuotaLimit.UNLIMITED, 20, true));

        one.runUntil(150 * SECOND, () -> 1);
        other.runUntil(150 * SECOND, () -> 1);
        one.sent.addAll(other.sent);
        one.sent.sort((a, b) -> Long.compare(a.at(), b.at()));

        // The half second that buckets hold comes on top, once.
        assertThat(one.fullestMinute(false)).isLessThanOrEqualTo(6000 + 50);
        assertThat(one.sentBetween(92 * SECOND, 150 * SECOND, false)).isGreaterThanOrEqualTo(5600);
    }

    @Test
    void aShareThatGrowsIsUsedAtItsNewRateAtOnce() {
        SaturatedAdmission calls =
                new SaturatedAdmission(new RateLimits(QuotaLimit.atMost(60), QuotaLimit.UNLIMITED, 20, true));
        calls.runUntil(90 * SECOND, () -> 1);

        calls.setLimits(new RateLimits(QuotaLimit.atMost(6000), QuotaLimit.UNLIMITED, 20, true));
        calls.runUntil(210 * SECOND, () -> 1);

        assertThat(calls.sentBetween(90 * SECOND, 150 * SECOND, false)).isBetween(5_900L, 6_000L);
        assertThat(calls.fullestMinute(false)).isLessThanOrEqualTo(6000);
    }

    @Test
    void aShareThatComesBackAfterItWasGivenAwayIsNoSecondMinute() {
        SaturatedAdmission calls =
                new SaturatedAdmission(new RateLimits(QuotaLimit.atMost(6000), QuotaLimit.UNLIMITED, 20, true));
        calls.runUntil(90 * SECOND, () -> 1);
        calls.setLimits(new RateLimits(QuotaLimit.atMost(60), QuotaLimit.UNLIMITED, 20, true));
        calls.runUntil(95 * SECOND, () -> 1);

        calls.setLimits(new RateLimits(QuotaLimit.atMost(6000), QuotaLimit.UNLIMITED, 20, true));
        calls.runUntil(160 * SECOND, () -> 1);

        assertThat(calls.fullestMinute(false)).isLessThanOrEqualTo(6000 + 50);
    }

    @Test
    void aRequestLargerThanTheShareGoesWhenTheMinuteIsEmptyAndIsPaidForAfterwards() {
        SaturatedAdmission calls = new SaturatedAdmission(
                new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(1000), 20, true, QuotaLimit.atMost(5000)));

        calls.runUntil(10 * MINUTE, () -> 2000);

        assertThat(calls.sentBetween(0, 10 * MINUTE, true)).isBetween(8_000L, 12_000L);
    }

    @Test
    void whatAnAnswerDidNotUseIsGivenBack() {
        AdmissionControl control = new AdmissionControl(
                new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(60_000), 20, true), new Random(1), 0);
        Admission call = control.take("m", CallTokens.of(60_000), 0);
        assertThat(control.earliest("m", CallTokens.of(500), SECOND)).isGreaterThan(50 * SECOND);

        control.settle(call, CallTokens.of(500), SECOND);

        assertThat(control.earliest("m", CallTokens.of(500), SECOND)).isEqualTo(SECOND);
    }

    @Test
    void whatAnAnswerUsedBeyondItsEstimateIsWaitedFor() {
        AdmissionControl control = new AdmissionControl(
                new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(60_000), 20, true), new Random(1), 0);
        Admission call = control.take("m", CallTokens.of(500), 0);

        control.settle(call, CallTokens.of(60_000), SECOND);

        assertThat(control.earliest("m", CallTokens.of(500), SECOND)).isGreaterThan(59 * SECOND);
    }

    /** First the least, then the most, then what the trial's number draws, small ones as often as large ones. */
    private static int anyOf(int least, int most, RepetitionInfo trial) {
        return switch (trial.getCurrentRepetition()) {
            case 1 -> least;
            case 2 -> most;
            default -> {
                double drawn = new Random(trial.getCurrentRepetition()).nextDouble();
                yield (int) (least * Math.pow((double) most / least, drawn));
            }
        };
    }

    private static IntSupplier sizes(int seed, int largest) {
        Random random = new Random(seed);
        return () -> 1 + random.nextInt(largest);
    }
}
