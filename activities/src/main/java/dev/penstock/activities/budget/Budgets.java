package dev.penstock.activities.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;

/** Access to the budgets of tenants and API keys; every method but {@link #send} waits for the budget's response. */
public interface Budgets {
    /** Stands for a process in which no tenant or key has a budget. */
    Budgets NONE = new Budgets() {
        @Override
        public boolean isLimited(BudgetId budget) {
            return false;
        }

        @Override
        public LeaseGrant draw(BudgetId budget, LeaseRequest request) {
            return new LeaseGrant(LeaseGrant.Type.GRANTED, request.demand().number(), Limit.UNLIMITED, null);
        }

        @Override
        public void send(BudgetId budget, LeaseRequest request) {
            // There is no budget to tell.
        }
    };

    /** Returns whether a budget has a limit at present; opens the budget if one is configured. */
    boolean isLimited(BudgetId budget);

    LeaseGrant draw(BudgetId budget, LeaseRequest request);

    /** Sends a message that needs no response; it is delivered as soon as a worker runs. */
    void send(BudgetId budget, LeaseRequest request);
}
