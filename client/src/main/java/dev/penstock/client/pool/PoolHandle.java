package dev.penstock.client.pool;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolWorkflow;

/** One pool's governor, to be asked and told; needs a worker. */
public final class PoolHandle {
    private final String name;
    private final PoolWorkflow governor;

    PoolHandle(String name, PoolWorkflow governor) {
        this.name = name;
        this.governor = governor;
    }

    public String name() {
        return name;
    }

    public PoolStatus status() {
        return governor.status();
    }

    /** What is not said stays as it is. */
    public PoolStatus setQuota(PoolQuota quota) {
        return governor.setQuota(quota);
    }

    public PoolStatus pause(String reason) {
        return governor.pause(reason);
    }

    public PoolStatus resume() {
        return governor.resume();
    }

    /**
     * To be called when somebody acts who may have mended what the provider minded.
     *
     * @return whether it was blocked
     */
    public boolean tryAgain() {
        if (status().state() != PoolState.BLOCKED) {
            return false;
        }
        PoolStatus unused = resume();
        return true;
    }
}
