package dev.penstock.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.pool.PoolActivity;
import dev.penstock.contracts.pool.PoolInput;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.PoolWorkflow;
import dev.penstock.contracts.pool.QueueLimit;
import dev.penstock.workflows.pool.PoolWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolWorkflowTest {
    private final List<QueueLimit> limits = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    private final PoolWorkflow pool;

    PoolWorkflowTest() {
        Worker worker = temporal.newWorker(Queues.MAIN);
        worker.registerWorkflowImplementationTypes(PoolWorkflowImpl.class);
        PoolActivity queue = limit -> {
            if (failuresLeft.getAndDecrement() > 0) {
                throw new IllegalStateException("the server does not answer");
            }
            limits.add(limit);
        };
        worker.registerActivitiesImplementations(queue);
        temporal.start();
        pool = temporal.getWorkflowClient()
                .newWorkflowStub(
                        PoolWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(Queues.MAIN)
                                .setWorkflowId(PoolInput.workflowId("p"))
                                .build());
        WorkflowClient.start(pool::run, new PoolInput("p", null));
    }

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void theOnlyWorkerGetsAllAndTheQueueALittleMore() {
        PoolShare share = pool.report(report("a", (String) null));

        assertThat(share.requestsPerMinute()).isEqualTo(600);
        assertThat(share.concurrency()).isEqualTo(20);
        await().untilAsserted(() -> assertThat(limits).isNotEmpty());
        assertThat(pool.status().workers()).hasSize(1);
        assertThat(pool.status().state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void theQueuesOfAllStoresWhoseWorkersCallItAreLimited() {
        StoreId one = new StoreId("11111111");
        StoreId other = new StoreId("22222222");
        pool.report(report("a", one));
        pool.report(report("b", other));
        pool.report(report("a", one));

        pool.pause("too dear");

        await().untilAsserted(() -> assertThat(limits)
                .last()
                .isEqualTo(new QueueLimit(
                        "p", true, 0.0, "penstock: the pool may not be called now", List.of(other, one), List.of())));
    }

    @Test
    void aLimitThatCouldNotBeSetIsSetAgainWithoutAnotherReport() {
        pool.report(report("a", (String) null));
        await().untilAsserted(() -> assertThat(limits).isNotEmpty());
        pool.pause("too dear");
        await().untilAsserted(() ->
                assertThat(limits).last().extracting(QueueLimit::tasksPerSecond).isEqualTo(0.0));

        failuresLeft.set(2);
        pool.resume();

        await().untilAsserted(() ->
                assertThat(limits).last().extracting(QueueLimit::tasksPerSecond).isNotEqualTo(0.0));
        assertThat(failuresLeft).hasNonPositiveValue();
    }

    @Test
    void theQueueOfAStoreThatNineOthersFollowIsLimitedNoMore() {
        for (int store = 1; store <= 9; store++) {
            pool.report(report("a", new StoreId("0000000" + store)));
        }

        pool.pause("too dear");

        await().untilAsserted(() ->
                assertThat(limits).flatExtracting(QueueLimit::lifted).containsExactly(new StoreId("00000001")));
    }

    @Test
    void aLimitOfAnEarlierVersionNamesNoStores() {
        assertThat(DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                        DefaultDataConverter.STANDARD_INSTANCE
                                .toPayload(Map.of("pool", "p", "change", true, "reason", "r"))
                                .orElseThrow(),
                        QueueLimit.class,
                        QueueLimit.class))
                .isEqualTo(new QueueLimit("p", true, null, "r", List.of(), List.of()));
    }

    @Test
    void aPausedPoolStopsItsQueueAndItsWorkers() {
        PoolShare before = pool.report(report("a", (String) null));
        assertThat(before.concurrency()).isPositive();

        pool.pause("too dear");

        PoolShare share = pool.report(report("a", (String) null));
        assertThat(share.state()).isEqualTo(PoolState.PAUSED);
        assertThat(share.reason()).contains("too dear");
        assertThat(share.concurrency()).isZero();
        await().untilAsserted(() ->
                assertThat(limits).last().extracting(QueueLimit::tasksPerSecond).isEqualTo(0.0));
        pool.resume();
        assertThat(pool.report(report("a", (String) null)).concurrency()).isPositive();
    }

    @Test
    void aPoolThatIsTurnedAwayIsBlockedForAllUntilSomebodyResumesIt() {
        PoolShare one = pool.report(report("a", "401 invalid_api_key: wrong key"));
        PoolShare other = pool.report(report("b", (String) null));

        assertThat(List.of(one, other)).extracting(PoolShare::state).containsOnly(PoolState.BLOCKED);
        assertThat(other.reason()).contains("401 invalid_api_key: wrong key");
        assertThat(pool.resume().state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void whatAnOperatorSetsGoesBeforeWhatIsDeclared() {
        PoolShare before = pool.report(report("a", (String) null));
        assertThat(before.requestsPerMinute()).isEqualTo(600);

        pool.setQuota(new PoolQuota(60L, null, null, null));

        assertThat(pool.report(report("a", (String) null)).requestsPerMinute()).isEqualTo(60);
    }

    private static PoolReport report(String worker, StoreId store) {
        PoolReport from = report(worker, (String) null);
        return new PoolReport(
                worker,
                from.declared(),
                null,
                from.traffic(),
                from.waiting(),
                from.inFlight(),
                1,
                null,
                false,
                store,
                null,
                List.of());
    }

    @Test
    void wrongReportsAndQuotasAreRejectedAndThePoolGoesOn() {
        WorkflowStub raw = WorkflowStub.fromTyped(pool);
        for (Object wrong : new Object[] {null, Map.of(), Map.of("worker", "a"), Map.of("requestsPerMinute", -5)}) {
            assertThatThrownBy(() -> raw.update("report", PoolShare.class, wrong))
                    .isInstanceOf(WorkflowUpdateException.class);
        }
        for (Object wrong : new Object[] {null, Map.of("requestsPerMinute", -5), Map.of("maxConcurrency", 0)}) {
            assertThatThrownBy(() -> raw.update("setQuota", PoolStatus.class, wrong))
                    .isInstanceOf(WorkflowUpdateException.class);
        }

        assertThat(pool.report(report("a", (String) null)).requestsPerMinute()).isEqualTo(600);
        assertThat(pool.pause(null).reason()).isEqualTo("paused by hand");
    }

    private static PoolReport report(String worker, @Nullable String blocked) {
        return new PoolReport(
                worker,
                new PoolQuota(600L, null, 20, true),
                null,
                new PoolTraffic(1_000, 10, 100, 10, 0, 0, false, null, 0, 300L, 0, 0, 0),
                5,
                3,
                1,
                blocked,
                false,
                null,
                null,
                List.of());
    }
}
