package dev.penstock.workflows.pool;

import dev.penstock.contracts.pool.PoolInput;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolWorkflow;
import dev.penstock.limits.governor.PoolGovernor;
import dev.penstock.workflows.HistoryLimits;
import dev.penstock.workflows.MessageCheck;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

/** Answers the workers' reports with their shares, keeps the task queues at the pool's rate, and never ends by itself. */
public final class PoolWorkflowImpl implements PoolWorkflow {
    private final String pool;
    private final PoolGovernor governor;
    private final QueueLimiter queue;

    @WorkflowInit
    public PoolWorkflowImpl(PoolInput input) {
        pool = input.name();
        governor = new PoolGovernor(pool, input.memory(), now());
        queue = new QueueLimiter(pool, input.stores());
    }

    @Override
    public void run(PoolInput input) {
        while (!HistoryLimits.isLongEnough()) {
            awaitDue();
            if (queue.isDue(now())) {
                queue.limit(governor.queueRate(now()), now());
            }
        }
        HistoryLimits.awaitHandlers();
        Workflow.continueAsNew(new PoolInput(pool, governor.memory(), queue.stores()));
    }

    private void awaitDue() {
        if (!queue.hasFailed()) {
            Workflow.await(() -> HistoryLimits.isLongEnough() || queue.isDue(now()));
        } else if (!Workflow.await(
                QueueLimiter.RETRY_INTERVAL, () -> HistoryLimits.isLongEnough() || queue.isDue(now()))) {
            queue.requestNow();
        }
    }

    @Override
    public PoolShare report(PoolReport report) {
        PoolShare share = governor.report(report, now());
        queue.workerReported(report.store());
        show();
        return share;
    }

    @Override
    public void checkReport(@Nullable PoolReport report) {
        MessageCheck.update(
                report != null && report.isValid(), "a report has a worker and traffic, and no number below zero");
    }

    @Override
    public void checkQuota(@Nullable PoolQuota quota) {
        MessageCheck.update(quota != null && quota.isValid(), "a quota's numbers are whole numbers from 1");
    }

    @Override
    public PoolStatus setQuota(PoolQuota quota) {
        governor.setQuota(quota, now());
        queue.requestNow();
        return show();
    }

    @Override
    public PoolStatus pause(@Nullable String reason) {
        governor.pause(reason == null || reason.isBlank() ? "paused by hand" : reason, now());
        queue.requestNow();
        return show();
    }

    @Override
    public PoolStatus resume() {
        governor.resume(now());
        queue.requestNow();
        return show();
    }

    @Override
    public PoolStatus status() {
        return governor.status(now());
    }

    private PoolStatus show() {
        PoolStatus status = governor.status(now());
        Workflow.setCurrentDetails(PoolDetails.of(status));
        return status;
    }

    private static long now() {
        return Workflow.currentTimeMillis();
    }
}
