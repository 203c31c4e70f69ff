package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.budget.Budgets;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.budget.BudgetId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the tenant and API key budgets with daily or monthly limits that apply to a batch. */
final class LimitedBudgets {
    private final Budgets budgets;

    LimitedBudgets(Budgets budgets) {
        this.budgets = budgets;
    }

    List<BudgetId> of(BatchSpec spec) {
        return Stream.of(spec.tenant().map(BudgetId::ofTenant), spec.key().map(BudgetId::ofKey))
                .flatMap(Optional::stream)
                .filter(budgets::isLimited)
                .toList();
    }

    /**
     * Returns the spec by which requests are checked: if a tenant or key budget limits the batch, the spec has a budget,
     * so that every request needs a known worst case.
     */
    static BatchSpec checked(BatchSpec spec, List<BudgetId> limited) {
        if (limited.isEmpty()) {
            return spec;
        }
        BatchSpec checked = spec.with(SpecKey.BUDGET_USD, spec.budgetUsd().orElse(BigDecimal.ONE));
        try {
            checked.validate();
            return checked;
        } catch (IllegalArgumentException e) {
            throw PlanFailures.invalidSpec("%s has a budget, but %s".formatted(limited.getFirst(), e.getMessage()));
        }
    }
}
