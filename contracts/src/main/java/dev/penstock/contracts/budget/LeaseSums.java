package dev.penstock.contracts.budget;

import dev.penstock.contracts.NanoUsd;
import java.util.Objects;

/**
 * The amounts that moved between a lender and a borrower since the borrower's first message. Sums only grow, so that
 * messages may come late, twice, or overtake each other.
 *
 * @param granted the sum of all grants
 * @param spent the sum of all that the borrower has spent
 * @param returned the sum of all that the borrower has returned unspent
 */
public record LeaseSums(NanoUsd granted, NanoUsd spent, NanoUsd returned) {
    public static final LeaseSums NONE = new LeaseSums(NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO);

    public LeaseSums {
        Objects.requireNonNull(granted, "a lease has a sum of grants");
        Objects.requireNonNull(spent, "a lease has a sum of what is spent");
        Objects.requireNonNull(returned, "a lease has a sum of what is returned");
    }

    /** Returns these sums with money spent without a loan counted as lent; both sides know of it, so that they agree again. */
    public LeaseSums covered() {
        return new LeaseSums(granted.max(spent.plus(returned)), spent, returned);
    }

    /** Returns what the borrower may still spend, or has spent and not yet reported; never below zero. */
    public NanoUsd held() {
        return granted.minus(spent).minus(returned).orZero();
    }
}
