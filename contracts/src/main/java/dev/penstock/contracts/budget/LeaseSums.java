package dev.penstock.contracts.budget;

import dev.penstock.contracts.NanoUsd;

/**
 * What went to and fro between a lender and a borrower since the borrower's first message. Sums only grow, so that messages may
 * come late, twice, or overtake each other.
 *
 * @param granted what was lent in all
 * @param spent what the borrower has spent in all
 * @param returned what the borrower has given back unspent in all
 */
public record LeaseSums(NanoUsd granted, NanoUsd spent, NanoUsd returned) {
    public static final LeaseSums NONE = new LeaseSums(NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO);

    /** Returns the same with what was spent without a loan counted as lent: both sides know of it, and agree again. */
    public LeaseSums covered() {
        return new LeaseSums(granted.max(spent.plus(returned)), spent, returned);
    }

    /** Returns what the borrower may still spend, or has spent without having said so; never below zero. */
    public NanoUsd held() {
        return granted.minus(spent).minus(returned).orZero();
    }
}
