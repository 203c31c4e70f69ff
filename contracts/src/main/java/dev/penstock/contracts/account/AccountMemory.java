package dev.penstock.contracts.account;

import java.time.LocalDate;
import java.util.List;

/**
 * What an account knows, handed on when it continues as new; amounts in billionths of a US dollar.
 *
 * @param day in UTC, to which the sums belong
 * @param set by operators
 * @param configured as it was told last
 */
public record AccountMemory(
        LocalDate day,
        long spentThatDay,
        long spentThatMonth,
        AccountLimits set,
        AccountLimits configured,
        List<AccountHolder> holders) {}
