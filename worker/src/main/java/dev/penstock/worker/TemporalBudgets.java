package dev.penstock.worker;

import dev.penstock.activities.budget.Budgets;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps budgets in workflows, with the limits that are configured here. */
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

    /** Returns what is configured; null = it is not for this worker's configuration to say. */
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
    public void tell(BudgetId budget, LeaseRequest request) {
        client.tell(budget, request);
    }
}
