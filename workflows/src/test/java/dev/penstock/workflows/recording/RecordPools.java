package dev.penstock.workflows.recording;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolInput;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.PoolWorkflow;
import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.contracts.pool.TotalUse;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pool that workers report to and an operator changes. */
class RecordPools extends HistoryRecording {
    private static final String ID = PoolInput.workflowId("recorded");

    @Test
    void reportedChangedPausedAndContinuedAsNew() {
        PoolWorkflow starting = client.newWorkflowStub(PoolWorkflow.class, options(ID));
        WorkflowExecution first = WorkflowClient.start(starting::run, new PoolInput("recorded", null));
        PoolWorkflow pool = client.newWorkflowStub(PoolWorkflow.class, ID);
        report(pool, 0);
        report(pool, 3);
        PoolStatus changed = pool.setQuota(new PoolQuota(300L, null, 10, null));
        PoolStatus paused = pool.pause("maintenance");
        PoolStatus resumed = pool.resume();
        until("the queue to be limited", () -> count(ID, HistoryEvent::hasMarkerRecordedEventAttributes) > 1);
        save("pool", ID);

        until("the pool to continue as new", () -> {
            report(pool, 0);
            return !WorkflowStub.fromTyped(pool).describe().getExecution().equals(first);
        });
        save("pool-continued-as-new", first);
    }

    @Test
    void aDayThatIsUsedUpAndReturnsWhenAnOperatorRaisesIt() {
        PoolWorkflow starting = client.newWorkflowStub(PoolWorkflow.class, options(ID));
        WorkflowExecution unused = WorkflowClient.start(starting::run, new PoolInput("recorded", null));
        PoolWorkflow pool = client.newWorkflowStub(PoolWorkflow.class, ID);
        TotalLimit lent = reportOfDay(pool, 0, null).totalLimit();
        until("the queue to be stopped", () -> {
            PoolShare unusedShare = reportOfDay(pool, 5, lent);
            return count(ID, HistoryEvent::hasMarkerRecordedEventAttributes) > 1;
        });
        PoolStatus unusedStatus = pool.setQuota(new PoolQuota(null, null, null, null, FurtherLimits.perDay(10L, null)));
        until("the queue to go on", () -> count(ID, HistoryEvent::hasMarkerRecordedEventAttributes) > 2);
        save("pool-with-a-used-up-day", ID);
    }

    private static PoolShare reportOfDay(PoolWorkflow pool, long used, @Nullable TotalLimit holds) {
        return pool.report(new PoolReport(
                "worker-1",
                new PoolQuota(600L, null, 20, null, FurtherLimits.perDay(5L, null)),
                null,
                new PoolTraffic(1_000, used, 0, used, 0, 0, false, null, 0, null, 0, 0, 0),
                5,
                0,
                2.0,
                null,
                false,
                null,
                null,
                List.of(),
                new TotalUse(used, 0, 0, 0, holds)));
    }

    private static void report(PoolWorkflow pool, int throttled) {
        PoolTraffic traffic = new PoolTraffic(
                1_000, 10, 500, 10 - throttled, throttled, Math.min(1, throttled), false, null, 0, 300L, 10, 0, 0);
        PoolShare unused = pool.report(new PoolReport(
                "worker-1",
                new PoolQuota(600L, null, 20, null),
                null,
                traffic,
                5,
                3,
                2.0,
                null,
                false,
                null,
                null,
                List.of()));
    }
}
