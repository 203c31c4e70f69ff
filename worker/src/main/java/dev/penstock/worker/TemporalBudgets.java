package dev.penstock.worker;

import dev.penstock.activities.budget.Budgets;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps budgets in workflows, with the limits from this worker's configuration. */
final class TemporalBudgets implements Budgets {
    private final BudgetClient client;
    private final Map<String, BudgetLimits> tenantLimits;

    TemporalBudgets(BudgetClient client, Map<String, BudgetLimits> tenantLimits) {
        this.client = client;
        this.tenantLimits = tenantLimits;
    }

    @Override
    public boolean isLimited(BudgetId budget) {
        BudgetLimits configured = configured(budget);
        if ((configured == null || configured.isNone()) && !client.exists(budget)) {
            return false;
        }
        return client.open(budget, configured).isLimited();
    }

    /** Returns a tenant's configured limits; null for an API key, whose limits are not in the worker's configuration. */
    private @Nullable BudgetLimits configured(BudgetId budget) {
        return switch (budget.kind()) {
            case TENANT -> tenantLimits.getOrDefault(budget.name(), BudgetLimits.NONE);
            case KEY -> null;
        };
    }

    @Override
    public LeaseGrant draw(BudgetId budget, LeaseRequest request) {
        return client.draw(budget, request);
    }

    @Override
    public void send(BudgetId budget, LeaseRequest request) {
        client.send(budget, request);
    }
}
