package dev.penstock.workflows;

import dev.penstock.contracts.Urgency;
import io.temporal.common.Priority;
import org.jspecify.annotations.Nullable;

/** Temporal priorities on a pool's queue: by urgency, and among tenants by weight and tokens. */
public final class Priorities {
    /**
     * The weight of a slice of one token. A slice of the most tokens that one has then gets Temporal's smallest weight at a
     * tenant's weight of 1, and a slice of 100 tokens is not rounded by more than a hundredth: Temporal counts in whole
     * 1000 ÷ weight. A single request with more tokens than that, or one of a tenant of a smaller weight, counts as less
     * than it is.
     */
    private static final double WEIGHT_OF_A_TOKEN = 500;

    /** Temporal's smallest weight: that of {@code SliceSizer}'s 500,000 tokens. */
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
