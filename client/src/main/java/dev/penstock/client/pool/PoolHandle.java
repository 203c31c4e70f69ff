package dev.penstock.client.pool;

import dev.penstock.contracts.QueuePollers;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolWorkflow;

/** Reads and changes the state of one pool through its governor; needs a running worker. */
public final class PoolHandle {
    private final String name;
    private final PoolWorkflow governor;
    private final QueuePollers pollers;

    PoolHandle(String name, PoolWorkflow governor, QueuePollers pollers) {
        this.name = name;
        this.governor = governor;
        this.pollers = pollers;
    }

    public String name() {
        return name;
    }

    public PoolStatus status() {
        return living(governor.status());
    }

    /** Changes the pool's quota; limits that are absent from the argument stay as they are. */
    public PoolStatus setQuota(PoolQuota quota) {
        return living(governor.setQuota(quota));
    }

    public PoolStatus pause(String reason) {
        return living(governor.pause(reason));
    }

    public PoolStatus resume() {
        return living(governor.resume());
    }

    /**
     * Resumes the pool if it is blocked; call this when a person acts who may have solved the provider's complaint.
     *
     * @return whether the pool was blocked
     */
    public boolean tryAgain() {
        if (status().state() != PoolState.BLOCKED) {
            return false;
        }
        PoolStatus unused = resume();
        return true;
    }

    private PoolStatus living(PoolStatus status) {
        // The queue of calls that name no store is polled by the pool's workers of all stores.
        return LivingWorkers.only(status, () -> pollers.find(Queues.llm(null, name)), System.currentTimeMillis());
    }
}
