package dev.penstock.activities.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;

/** The budgets of tenants and keys, wherever they are kept; all but {@link #tell} wait for an answer. */
public interface Budgets {
    /** Nobody has one. */
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
        public void tell(BudgetId budget, LeaseRequest request) {
            // Nobody listens.
        }
    };

    /** Returns whether there is a limit just now; opens the budget where one is configured. */
    boolean isLimited(BudgetId budget);

    LeaseGrant draw(BudgetId budget, LeaseRequest request);

    /** Sends what needs no answer; it is heard when there is a worker to hear it. */
    void tell(BudgetId budget, LeaseRequest request);
}
