package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolShare;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SharesTest {
    private final WorkerReports workers = new WorkerReports(WorkerReports.RPM_600);

    @Test
    void aSingleWorkerGetsEverythingAtOnce() {
        PoolShare share = workers.idle("a");

        assertThat(share.requestsPerMinute()).isEqualTo(600);
        assertThat(share.concurrency()).isEqualTo(20);
        assertThat(share.workers()).isEqualTo(1);
    }

    @Test
    void aNewcomerGetsATrickleAndItsShareOnceTheOtherHasGivenItBack() {
        workers.hungry("a");

        PoolShare first = workers.hungry("b");
        PoolShare shrunk = workers.hungry("a");
        PoolShare second = workers.hungry("b");

        assertThat(first.requestsPerMinute()).isBetween(1L, 6L);
        assertThat(first.reportInMillis()).isLessThan(1000);
        assertThat(shrunk.requestsPerMinute()).isEqualTo(300);
        assertThat(second.requestsPerMinute()).isEqualTo(300);
        assertThat(workers.hungry("a").reportInMillis()).isEqualTo(1000);
    }

    @Test
    void aHungryNeighbourGetsWhatAnotherDoesNotUse() {
        settle("a", "b");

        for (int i = 0; i < 30; i++) {
            workers.pass(1000);
            workers.report("a", WorkerReports.traffic(1, 1, 0, 0), 0, 0, null);
            workers.hungry("b", WorkerReports.traffic(5, 5, 0, 0));
        }

        assertThat(workers.hungry("b").requestsPerMinute()).isGreaterThan(500);
    }

    @Test
    void aWorkerGoneSilentLosesItsShare() {
        settle("a", "b");

        for (int i = 0; i < 5; i++) {
            workers.pass(1000);
            workers.hungry("a");
        }

        assertThat(workers.hungry("a").requestsPerMinute()).isEqualTo(600);
    }

    @Test
    void aWorkerThatLeavesGivesItsShareBackAtOnce() {
        settle("a", "b");

        PoolShare left = workers.leave("b");

        assertThat(left.concurrency()).isZero();
        assertThat(workers.hungry("a").requestsPerMinute()).isEqualTo(600);
    }

    @Test
    void whatWorkersMayBelieveToHaveNeverExceedsTheQuotaByMoreThanATrickle() {
        Random random = new Random(3);
        Map<String, Long> believed = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) {
            workers.pass(random.nextInt(300));
            String worker = "worker" + random.nextInt(6);
            if (random.nextInt(50) == 0) {
                workers.leave(worker);
                believed.remove(worker);
            } else {
                PoolShare share = random.nextBoolean() ? workers.hungry(worker) : workers.idle(worker);
                believed.put(worker, share.concurrency() == 0 ? 0L : Objects.requireNonNull(share.requestsPerMinute()));
            }
            believed.keySet()
                    .retainAll(workers.governor.status(workers.now).workers().stream()
                            .map(known -> known.name())
                            .toList());

            assertThat(believed.values().stream().mapToLong(share -> share).sum())
                    .isLessThanOrEqualTo(606);
        }
    }

    @Test
    void moreWorkersThanSlotsTakeTurnsWithoutExceedingThem() {
        WorkerReports many = new WorkerReports(new PoolQuota(600L, null, 2, null));

        int slots = 0;
        for (String worker : new String[] {"a", "b", "c", "d"}) {
            slots += many.hungry(worker).concurrency();
        }

        assertThat(slots).isLessThanOrEqualTo(2);
    }

    @Test
    void everybodyHasHisTurnWhereThereAreFewerSlotsThanWorkers() {
        WorkerReports many = new WorkerReports(new PoolQuota(null, null, 1, null));
        Set<String> served = new TreeSet<>();

        for (int i = 0; i < 60; i++) {
            many.pass(1000);
            for (String worker : List.of("a", "b", "c")) {
                if (many.report(worker, WorkerReports.QUIET, 5, 0, null).concurrency() > 0) {
                    served.add(worker);
                }
            }
        }

        assertThat(served).containsExactly("a", "b", "c");
    }

    @Test
    void aSlotIsGivenOnOnlyWhenItsCallHasEnded() {
        WorkerReports two = new WorkerReports(new PoolQuota(null, null, 1, null));
        two.report("a", WorkerReports.QUIET, 5, 1, null);
        two.report("b", WorkerReports.QUIET, 5, 0, null);

        int slotsWhileACalls = 0;
        for (int i = 0; i < 30; i++) {
            two.pass(1000);
            two.report("a", WorkerReports.QUIET, 5, 1, null);
            slotsWhileACalls += two.report("b", WorkerReports.QUIET, 5, 0, null).concurrency();
        }

        assertThat(slotsWhileACalls).isZero();
    }

    private void settle(String... names) {
        for (int i = 0; i < 3; i++) {
            workers.pass(250);
            for (String name : names) {
                workers.hungry(name);
            }
        }
    }
}
