package dev.penstock.limits.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottledModelsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private long now;
    private final ThrottledModels models = new ThrottledModels(() -> now);

    @Test
    void theTimeForWhichAllCallsOfAModelAreThrottledEndsWithAnAnswer() {
        throttledAt(0, "a");
        throttledAt(9, "a");
        assertThat(models.isThrottledFor("a", LONG)).isFalse();
        throttledAt(10, "a");
        models.answered("a");
        assertThat(models.isThrottledFor("a", LONG)).isFalse();
    }

    @Test
    void answersOfOneModelSayNothingAboutAnother() {
        throttledAt(0, "a");
        throttledAt(10, "b");
        models.answered("b");

        assertThat(models.isThrottledFor("b", LONG)).isFalse();
        assertThat(models.isThrottledFor("a", LONG)).isTrue();
        assertThat(models.isThrottledFor("a", LONG)).as("anew").isFalse();
    }

    @Test
    void whoTriesAgainFindsOutAfterAMinuteThatNothingHasChanged() {
        throttledAt(0, "a");
        throttledAt(10, "a");
        assertThat(models.isThrottledFor("a", LONG)).isTrue();

        throttledAt(20, "a");
        assertThat(models.isThrottledFor("a", LONG)).isTrue();
        models.answered("a");
        throttledAt(22, "a");
        assertThat(models.isThrottledFor("a", LONG)).isFalse();
    }

    @Test
    void a429OfAnHourAgoSaysNothing() {
        throttledAt(0, "a");
        throttledAt(60, "a");
        assertThat(models.isThrottledFor("a", LONG)).isFalse();
        throttledAt(70, "a");
        assertThat(models.isThrottledFor("a", LONG)).isTrue();
    }

    private void throttledAt(long minute, String model) {
        now = Duration.ofMinutes(minute).toNanos();
        models.throttled(model);
    }
}
