package dev.penstock.contracts.budget;

/**
 * A borrower's knowledge of its lease, handed on when the borrower's workflow continues as new.
 *
 * @param limited whether only what is lent may be spent
 * @param demands how many demands the borrower has made
 * @param recalled whether the borrower has to return its free money first
 */
public record BorrowerMemory(boolean limited, LeaseSums sums, int demands, boolean recalled) {}
