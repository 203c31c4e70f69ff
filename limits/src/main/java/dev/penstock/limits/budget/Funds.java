package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;

/** Money that a {@link Lender} lends out of. */
public interface Funds {
    /** Returns what may still be spent, leases not taken into account; below zero where too much was spent. */
    Limit left();

    void spend(NanoUsd amount);
}
