package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatGapTest {
    private final AtomicLong now = new AtomicLong();
    private final HeartbeatGap gap = new HeartbeatGap(now::get);

    @Test
    void aHeartbeatEverySecondLeavesNoGap() {
        for (int second = 0; second < 60; second++) {
            pass(1);
            gap.beat();
        }

        assertThat(gap.isTooLong()).isFalse();
    }

    @Test
    void aProcessThatStoodStillKnowsItBeforeItsNextHeartbeat() {
        gap.beat();
        pass(10);

        assertThat(gap.isTooLong()).isTrue();
    }

    @Test
    void aLateHeartbeatMendsNothing() {
        pass(60);
        gap.beat();
        pass(1);
        gap.beat();

        assertThat(gap.isTooLong()).isTrue();
    }

    @Test
    void onlyAHeartbeatThatWasSentIsASignOfLife() {
        pass(1);
        assertThat(gap.isFresh()).isTrue();
        pass(1);
        assertThat(gap.isFresh()).isFalse();

        gap.beat();

        assertThat(gap.isFresh()).isTrue();
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
