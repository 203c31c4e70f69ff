package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.Cost;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A batch's own budget as a number, and what is said when it is reached. */
final class BudgetText {
    private BudgetText() {}

    /** In billionths of a US dollar; null = anything. */
    static @Nullable Long nano(BatchSpec spec) {
        return spec.budgetUsd().map(Cost::nano).orElse(null);
    }

    static String reached(BatchSpec spec, long spent) {
        return "budget of %s USD reached: %s USD are spent, and the next request might cost more than is left"
                .formatted(spec.budgetUsd().orElse(BigDecimal.ZERO).toPlainString(), Cost.shown(spent));
    }
}
