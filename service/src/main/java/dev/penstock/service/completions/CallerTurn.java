package dev.penstock.service.completions;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.common.Priority;
import org.jspecify.annotations.Nullable;

/** The tenant and weight that decide the order of a caller's completions among those of other tenants. */
record CallerTurn(@Nullable String tenant, @Nullable Double weight) {
    static CallerTurn of(ApiCaller caller, ProviderChoice provider) {
        BatchDefaults defaults = caller.defaults(provider.batchDefaults());
        return new CallerTurn(
                defaults.tenant().orElse(null),
                defaults.weightOf(defaults.tenant()).orElse(null));
    }

    Priority priority() {
        Priority.Builder priority = Priority.newBuilder().setPriorityKey(Urgency.HIGH.priorityKey());
        if (tenant != null) {
            priority.setFairnessKey(tenant).setFairnessWeight(weight == null ? 1 : weight.floatValue());
        }
        return priority.build();
    }
}
