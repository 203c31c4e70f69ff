package dev.penstock.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LivingWorkersTest {
    private static final long NOW = 1_000_000;
    private static final PoolStatus.Wait LATER = new PoolStatus.Wait(NOW + 600_000, "429: limit of 3 requests reached");

    private final PoolStatus.Worker busy = worker("1@here/aaaa", NOW - 2_000);
    private final PoolStatus.Worker idle = worker("2@here/bbbb", NOW - 600_000);
    private final PoolStatus.Worker gone = worker("3@here/cccc", NOW - 600_000);

    @Test
    void workersWhoseProcessesAreGoneAreLeftOut() {
        assertThat(living(Optional.of(Set.of("1@here", "2@here")))).containsExactly(busy, idle);
        assertThat(living(Optional.of(Set.of()))).containsExactly(busy);
    }

    @Test
    void noWorkerIsLeftOutWhereTheServerDoesNotSayWhoPolls() {
        assertThat(living(Optional.empty())).containsExactly(busy, idle, gone);
    }

    @Test
    void whatCallsWaitForIsKept() {
        PoolStatus living = LivingWorkers.only(status(busy, gone), () -> Optional.of(Set.of()), NOW);

        assertThat(living).isEqualTo(status(busy));
        assertThat(living.waiting()).isEqualTo(LATER);
    }

    @Test
    void nobodyIsAskedWhileAllWorkersReport() {
        PoolStatus status = status(busy);

        assertThat(LivingWorkers.only(
                        status,
                        () -> {
                            throw new AssertionError("asked");
                        },
                        NOW))
                .isSameAs(status);
    }

    private List<PoolStatus.Worker> living(Optional<Set<String>> polling) {
        return LivingWorkers.only(status(busy, idle, gone), () -> polling, NOW).workers();
    }

    private static PoolStatus status(PoolStatus.Worker... workers) {
        return new PoolStatus(
                "main",
                PoolState.OPEN,
                null,
                0,
                PoolQuota.UNKNOWN,
                PoolStatus.Source.UNKNOWN,
                Stream.of(workers).toList(),
                List.of(),
                LATER,
                List.of());
    }

    private static PoolStatus.Worker worker(String name, long lastReport) {
        return new PoolStatus.Worker(name, null, null, 20, 0, 0, lastReport, PoolQuota.UNKNOWN);
    }
}
