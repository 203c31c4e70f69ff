package dev.penstock.limits.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelBacklogTest {
    private static final long SECOND = 1_000_000_000L;

    private final AdmissionControl control = new AdmissionControl(RateLimits.ofConcurrency(20), new Random(1), 0);
    private final ModelBacklog backlog = new ModelBacklog(control);

    @Test
    void withoutLimitsOfModelsNothingMoreIsFetched() {
        control.ended(control.take("slow", CallTokens.of(0), 0));

        assertThat(backlog.wantsMore(0, Map.of("slow", 100), SECOND)).isFalse();
        assertThat(backlog.postponed("slow", 100, SECOND)).isEmpty();
    }

    @Test
    void waitingCallsOfASlowModelDoNotKeepThoseOfAQuickOneInTheQueue() {
        limit();
        control.ended(control.take("slow", CallTokens.of(0), 0));
        control.ended(control.take("quick", CallTokens.of(0), 0));

        assertThat(backlog.wantsMore(0, Map.of("slow", 100, "quick", 49), SECOND))
                .as("half a second of the quick one is 50")
                .isTrue();
        assertThat(backlog.wantsMore(2, Map.of("slow", 100, "quick", 49), SECOND))
                .as("with those on their way, and one of the slow one, these are enough, but a look is due")
                .isTrue();
        assertThat(backlog.wantsMore(2, Map.of("slow", 100, "quick", 49), SECOND))
                .isFalse();
        assertThat(backlog.wantsMore(2, Map.of("slow", 100, "quick", 49), 2 * SECOND))
                .as("a second later the next task may be of another model")
                .isTrue();
    }

    @Test
    void aModelThatWasPlannedAMomentAgoIsFetchedForFromBehindASlowOne() {
        limit();
        control.ended(control.take("slow", CallTokens.of(0), 0));
        assertThat(backlog.wantsMore(0, Map.of("slow", 10), 0)).as("a look").isTrue();
        assertThat(backlog.wantsMore(0, Map.of("slow", 10), 0)).isFalse();

        control.model("planned", 0).expect(0);

        assertThat(backlog.wantsMore(0, Map.of("slow", 10), 0)).isTrue();
        assertThat(backlog.wantsMore(0, Map.of("slow", 10, "planned", 1), 0)).isFalse();
        assertThat(backlog.wantsMore(0, Map.of("slow", 10), 61 * SECOND))
                .as("a look is due")
                .isTrue();
        assertThat(backlog.wantsMore(0, Map.of("slow", 10), 61 * SECOND)).isFalse();
    }

    @Test
    void aModelThatAnotherWorkerCallsIsNotFetchedForWithoutEnd() {
        limit();
        control.ended(control.take("slow", CallTokens.of(0), 0));
        assertThat(backlog.wantsMore(0, Map.of("slow", 10), 0)).as("a look").isTrue();

        control.model("planned", 0).expect(0);

        for (int task = 0; task < 500; task++) {
            assertThat(backlog.wantsMore(0, Map.of("slow", 10), 0)).isTrue();
        }
        assertThat(backlog.wantsMore(0, Map.of("slow", 10), 0)).isFalse();
    }

    @Test
    void moreCallsThanCanStartInHalfAMinuteAreGivenBack() {
        limit();

        assertThat(backlog.postponed("slow", 49, SECOND)).isEmpty();
        assertThat(backlog.postponed("slow", 50, SECOND)).contains(Duration.ofSeconds(50));
        assertThat(backlog.postponed("quick", 2_999, SECOND)).isEmpty();
        assertThat(backlog.postponed("quick", 3_000, SECOND)).contains(Duration.ofSeconds(30));
        assertThat(backlog.postponed("other", 100_000, SECOND)).isEmpty();
    }

    @Test
    void tokensOfAModelLimitItsCallsToo() {
        limitTokens();
        control.ended(control.take("slow", CallTokens.of(1_000), 0));
        assertThat(backlog.wantsMore(0, Map.of("slow", 1), SECOND)).as("a look").isTrue();

        assertThat(backlog.wantsMore(0, Map.of("slow", 1), SECOND))
                .as("60,000 tokens a minute are 60 calls")
                .isFalse();
        assertThat(backlog.postponed("slow", 49, SECOND)).isEmpty();
        assertThat(backlog.postponed("slow", 50, SECOND)).contains(Duration.ofSeconds(50));
    }

    @Test
    void theStricterOfRequestsAndTokensCounts() {
        control.setLimits(
                RateLimits.ofConcurrency(20)
                        .withModels(Map.of(
                                "m",
                                new ModelLimits(
                                        QuotaLimit.atMost(600), QuotaLimit.atMost(1_000_000), QuotaLimit.UNLIMITED))),
                QuotaLimit.UNLIMITED,
                0);

        assertThat(control.model("m", 0).callsPerMinute())
                .as("no call came yet")
                .isEqualTo(600);
        control.model("m", 0).estimated(CallTokens.of(1_000));
        assertThat(control.model("m", 0).callsPerMinute()).isEqualTo(600);
        for (int call = 0; call < 200; call++) {
            control.model("m", 0).estimated(CallTokens.of(5_000));
        }
        assertThat(control.model("m", 0).callsPerMinute()).isCloseTo(200, within(1.0));
    }

    private void limitTokens() {
        ModelLimits slow = new ModelLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(60_000), QuotaLimit.atMost(60_000));
        control.setLimits(RateLimits.ofConcurrency(20).withModels(Map.of("slow", slow)), QuotaLimit.UNLIMITED, 0);
    }

    private void limit() {
        control.setLimits(
                RateLimits.ofConcurrency(20).withModels(Map.of("slow", perMinute(60), "quick", perMinute(6_000))),
                QuotaLimit.UNLIMITED,
                0);
    }

    private static ModelLimits perMinute(long requests) {
        return new ModelLimits(QuotaLimit.atMost(requests), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
    }
}
