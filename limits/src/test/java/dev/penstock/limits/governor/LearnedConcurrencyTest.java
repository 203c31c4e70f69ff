package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolTraffic;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class LearnedConcurrencyTest {
    private final LearnedConcurrency limit = new LearnedConcurrency(LearnedConcurrency.unknown(), 0);
    private long now;

    @Test
    void doublesAboutEachSecondWhileSomebodyWaitsAndLatencyStaysGood() {
        serve(15, true, calls -> 500);

        assertThat(limit.limit()).isEqualTo((int) LearnedConcurrency.CEILING);
    }

    @Test
    void staysWhereNobodyWaits() {
        serve(60, false, calls -> 500);

        assertThat(limit.limit()).isEqualTo((int) LearnedConcurrency.START);
    }

    @Test
    void staysNearWhereLatencyBeginsToGrow() {
        serve(300, true, calls -> 500 * Math.max(50, calls) / 50);

        assertThat(limit.limit()).isBetween(45, 75);
    }

    @Test
    void findsTheLatencyWithoutLoadThoughItStartedUnderLoad() {
        serve(600, true, calls -> 500 * Math.max(8, calls) / 8);

        assertThat(limit.limit()).isBetween(7, 12);
    }

    @Test
    void isNotMisledByAServerThatBecomesSlowerByItself() {
        serve(100, true, calls -> 500);
        serve(300, true, calls -> 900);

        assertThat(limit.limit()).isGreaterThan(400);
    }

    /** Calls fill what is allowed, and take as long as the server needs for so many. */
    private void serve(int seconds, boolean wanted, IntToLongFunction latency) {
        for (int i = 0; i < seconds; i++) {
            now += 1000;
            int calls = limit.limit();
            long median = latency.applyAsLong(calls);
            long answered = Math.max(1, calls * 1000L / median);
            limit.record(
                    new PoolTraffic(1000, answered, 0, answered, 0, 0, false, null, 0, median, 0, 0, 0),
                    calls,
                    wanted,
                    now);
        }
    }
}
