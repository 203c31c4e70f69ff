package dev.penstock.contracts.budget;

/**
 * What a borrower knows of its lease, handed on when the borrower's workflow continues as new.
 *
 * @param limited whether only what is lent may be spent
 * @param demands how many demands the borrower has made
 * @param recalled whether what is free has to go back first
 */
public record BorrowerMemory(boolean limited, LeaseSums sums, int demands, boolean recalled) {}
