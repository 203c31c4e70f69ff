package dev.penstock.service.callers;

import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.service.ApiBackend;
import dev.penstock.worker.BudgetClient;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Opens the budgets of API keys before the first call is made for a key. */
@Singleton
public final class KeyBudgets {
    private final BudgetClient budgets;
    private final KeyRing keys;
    private final ConcurrentMap<String, BudgetLimits> configured = new ConcurrentHashMap<>();

    KeyBudgets(ApiBackend backend, KeyRing keys) {
        this.budgets = new BudgetClient(backend.client());
        this.keys = keys;
    }

    /** Opens or updates the budget of the caller's key; calls Temporal only when the limits are new to this process. */
    public void announce(ApiCaller caller) {
        String id = caller.key();
        if (id == null) {
            return;
        }
        BudgetLimits limits = keys.known(id).map(key -> key.limits().budget()).orElse(BudgetLimits.NONE);
        if (!limits.equals(configured.getOrDefault(id, BudgetLimits.NONE))) {
            budgets.configure(BudgetId.ofKey(id), limits);
            configured.put(id, limits);
        }
    }
}
