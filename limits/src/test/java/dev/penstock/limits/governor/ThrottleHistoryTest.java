package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleHistoryTest {
    private final LastMinuteTraffic lastMinute = new LastMinuteTraffic(new PoolMemory.LastMinute(0, List.of()));
    private final ThrottleHistory throttles = new ThrottleHistory(QuotaDimension.REQUESTS, lastMinute, false);
    private long now = 1_700_000_000_000L;

    @Test
    void a429AtAHigherRateButAsFullAMinuteAsBeforeTellsAWindow() {
        send(22, 52);
        send(30, 8);

        throttles.detectStyle(1_400.0, 1_800, now);

        assertThat(throttles.isWindow()).isTrue();
    }

    @Test
    void aMinuteWithABreakTellsNothing() {
        send(25, 48);
        now += 4_000;
        send(27, 8);

        throttles.detectStyle(1_500.0, 1_650, now);

        assertThat(throttles.isWindow()).isFalse();
    }

    private void send(long callsPerSecond, int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += 1_000;
            lastMinute.add(WorkerReports.traffic(callsPerSecond, callsPerSecond, 0, 0), now);
        }
    }
}
