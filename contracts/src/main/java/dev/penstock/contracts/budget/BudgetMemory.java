package dev.penstock.contracts.budget;

import dev.penstock.contracts.NanoUsd;
import java.time.LocalDate;
import java.util.List;

/**
 * What a budget's workflow knows, handed on when it continues as new.
 *
 * @param day in UTC, to which the sums belong
 * @param set by operators
 * @param configured as the workflow was told last
 */
public record BudgetMemory(
        LocalDate day,
        NanoUsd spentThatDay,
        NanoUsd spentThatMonth,
        BudgetLimits set,
        BudgetLimits configured,
        List<LeaseMemory> leases) {}
