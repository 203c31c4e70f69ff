package dev.penstock.limits.rate;

import static dev.penstock.limits.rate.SaturatedAdmission.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThrottlePauseTest {
    private final ThrottlePause pause = new ThrottlePause(new Random(1));

    @Test
    void nobodyGoesBeforeRetryAfterIsOver() {
        pause.throttled(0, 5 * SECOND, 20, 10 * SECOND);

        assertThat(pause.earliest(10 * SECOND)).isBetween(15 * SECOND, 16 * SECOND);
    }

    @Test
    void theFirstReleasesAreSpreadOverASecondAndSlowAtFirst() {
        pause.throttled(0, 5 * SECOND, 16, 0);
        long start = pause.earliest(0);

        for (int released = 0; released < 4; released++) {
            pause.released();
        }

        assertThat(pause.earliest(start)).isEqualTo(start + SECOND / 2);
        for (int released = 4; released < 16; released++) {
            pause.released();
        }
        assertThat(pause.earliest(start)).isEqualTo(start);
    }

    @Test
    void simultaneousAnswers429AreOneEvent() {
        for (int call = 0; call < 50; call++) {
            pause.throttled(call, ThrottlePause.NOT_ANNOUNCED, 50, SECOND + call);
        }

        assertThat(pause.events()).isEqualTo(1);
        assertThat(pause.until()).isLessThanOrEqualTo(2 * SECOND);
    }

    @Test
    void withoutRetryAfterTheWaitDoublesUntilAnAnswerComes() {
        long now = 0;
        long longest = 0;
        for (int event = 0; event < 12; event++) {
            now = Math.max(now, pause.until()) + 1;
            pause.throttled(now, ThrottlePause.NOT_ANNOUNCED, 1, now);
            longest = Math.max(longest, pause.until() - now);
        }
        assertThat(longest).isBetween(8 * SECOND, 60 * SECOND);

        now = pause.until() + 1;
        pause.answered(now);
        pause.throttled(now, ThrottlePause.NOT_ANNOUNCED, 1, now);

        assertThat(pause.until() - now).isLessThanOrEqualTo(SECOND);
    }
}
