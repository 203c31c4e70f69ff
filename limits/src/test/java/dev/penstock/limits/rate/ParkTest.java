package dev.penstock.limits.rate;

import static dev.penstock.limits.rate.SaturatedQuota.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ParkTest {
    private final Park park = new Park(new Random(1));

    @Test
    void nobodyGoesBeforeRetryAfterIsOver() {
        park.throttled(0, 5 * SECOND, 20, 10 * SECOND);

        assertThat(park.earliest(10 * SECOND)).isBetween(15 * SECOND, 16 * SECOND);
    }

    @Test
    void theFirstReleasesAreSpreadOverASecondAndSlowAtFirst() {
        park.throttled(0, 5 * SECOND, 16, 0);
        long start = park.earliest(0);

        for (int released = 0; released < 4; released++) {
            park.released();
        }

        assertThat(park.earliest(start)).isEqualTo(start + SECOND / 2);
        for (int released = 4; released < 16; released++) {
            park.released();
        }
        assertThat(park.earliest(start)).isEqualTo(start);
    }

    @Test
    void simultaneousAnswers429AreOneEvent() {
        for (int call = 0; call < 50; call++) {
            park.throttled(call, Park.NOT_SAID, 50, SECOND + call);
        }

        assertThat(park.events()).isEqualTo(1);
        assertThat(park.until()).isLessThanOrEqualTo(2 * SECOND);
    }

    @Test
    void withoutRetryAfterTheWaitDoublesUntilAnAnswerComes() {
        long now = 0;
        long longest = 0;
        for (int event = 0; event < 12; event++) {
            now = Math.max(now, park.until()) + 1;
            park.throttled(now, Park.NOT_SAID, 1, now);
            longest = Math.max(longest, park.until() - now);
        }
        assertThat(longest).isBetween(8 * SECOND, 60 * SECOND);

        now = park.until() + 1;
        park.answered(now);
        park.throttled(now, Park.NOT_SAID, 1, now);

        assertThat(park.until() - now).isLessThanOrEqualTo(SECOND);
    }
}
