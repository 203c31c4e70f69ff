package dev.penstock.workflows;

import dev.penstock.contracts.Urgency;
import io.temporal.common.Priority;
import org.jspecify.annotations.Nullable;

/** Temporal priorities on a pool's queue: by urgency, and among tenants by weight and tokens. */
public final class Priorities {
    /**
     * The weight of a slice of one token. A slice of 50 requests of 10,000 tokens then still has a weight that Temporal
     * takes, and one of 100 tokens is not rounded by more than a hundredth: Temporal counts in whole 1000 ÷ weight.
     */
    private static final double WEIGHT_OF_A_TOKEN = 500;

    private static final double MIN_WEIGHT = 0.001;
    private static final double MAX_WEIGHT = 1000;

    private Priorities() {}

    /**
     * Returns the priority of a slice. Temporal shares dispatches by weight; dividing the weight by the slice's tokens makes
     * Temporal share tokens.
     */
    public static Priority of(Urgency urgency, @Nullable String tenant, double weight, long tokens) {
        Priority.Builder priority = Priority.newBuilder().setPriorityKey(urgency.priorityKey());
        if (tenant != null) {
            double share = weight * WEIGHT_OF_A_TOKEN / Math.max(1, tokens);
            priority.setFairnessKey(tenant).setFairnessWeight((float) Math.clamp(share, MIN_WEIGHT, MAX_WEIGHT));
        }
        return priority.build();
    }
}
