package dev.penstock.workflows;

import dev.penstock.contracts.Urgency;
import io.temporal.common.Priority;
import org.jspecify.annotations.Nullable;

/** Temporal priorities on a pool's queue: by urgency, and among tenants by weight and tokens. */
public final class Priorities {
    private static final double MIN_WEIGHT = 0.001;
    private static final double MAX_WEIGHT = 1000;

    private Priorities() {}

    /**
     * Returns the priority of a slice. Temporal shares dispatches by weight; dividing the weight by the slice's tokens makes
     * Temporal share tokens (100 ÷ 100 tokens = 1, so that usual sizes stay well inside Temporal's 0.001…1000).
     */
    public static Priority of(Urgency urgency, @Nullable String tenant, double weight, long tokens) {
        Priority.Builder priority = Priority.newBuilder().setPriorityKey(urgency.priorityKey());
        if (tenant != null) {
            double share = weight * 100 / Math.max(1, tokens);
            priority.setFairnessKey(tenant).setFairnessWeight((float) Math.clamp(share, MIN_WEIGHT, MAX_WEIGHT));
        }
        return priority.build();
    }
}
