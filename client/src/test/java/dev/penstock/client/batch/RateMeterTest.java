package dev.penstock.client.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theFirstLookShowsTheAverageSinceTheBeginning() {
        assertThat(new RateMeter(-20 * SECOND).perSecond(50, 0)).isEqualTo(2.5);
        assertThat(new RateMeter().perSecond(50, 0)).isZero();
    }

    @Test
    void theLastTenSecondsCount() {
        RateMeter meter = new RateMeter(-1_000 * SECOND);
        double last = 0;
        for (int second = 0; second <= 30; second++) {
            last = meter.perSecond(second < 15 ? second : 15 + 4L * (second - 15), second * SECOND);
        }
        assertThat(last).isEqualTo(4, within(0.01));
    }

    @Test
    void aBatchOfWhichOneRequestEndsInAMinuteHasARateAllTheTime() {
        RateMeter meter = new RateMeter();
        for (int second = 0; second < 600; second += 2) {
            double rate = meter.perSecond(second / 60, second * SECOND);
            if (second >= 60) {
                assertThat(rate).as("after %d s", second).isBetween(0.01, 0.1);
            }
        }
    }

    @Test
    void nothingForTenMinutesIsNothing() {
        RateMeter meter = new RateMeter(0);
        assertThat(meter.perSecond(5, SECOND)).isEqualTo(5);
        for (int second = 2; second <= 700; second += 2) {
            double unused = meter.perSecond(5, second * SECOND);
        }
        assertThat(meter.perSecond(5, 702 * SECOND)).isZero();
    }

    @Test
    void aCounterThatShrinksIsMeasuredAnew() {
        RateMeter meter = new RateMeter(0);
        assertThat(meter.perSecond(40, SECOND)).isEqualTo(40);
        assertThat(meter.perSecond(4, 2 * SECOND)).isZero();
        assertThat(meter.perSecond(10, 4 * SECOND)).isEqualTo(3);
    }
}
