package dev.penstock.contracts.budget;

import dev.penstock.contracts.NanoUsd;
import java.time.LocalDate;
import java.util.List;

/**
 * The state of a budget's workflow, handed on when the workflow continues as new.
 *
 * @param day the day in UTC to which the sums belong
 * @param set the limits that operators have set
 * @param configured the configured limits that the workflow was told last
 */
public record BudgetMemory(
        LocalDate day,
        NanoUsd spentThatDay,
        NanoUsd spentThatMonth,
        BudgetLimits set,
        BudgetLimits configured,
        List<LeaseMemory> leases) {}
