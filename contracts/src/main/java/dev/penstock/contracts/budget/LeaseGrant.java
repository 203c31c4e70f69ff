package dev.penstock.contracts.budget;

import dev.penstock.contracts.Limit;
import org.jspecify.annotations.Nullable;

/**
 * A lender's message to a borrower.
 *
 * @param number of the borrower's latest demand
 * @param granted in all, since the borrower's first message
 * @param reason why nothing is granted now, for people; null unless it is refused
 */
public record LeaseGrant(
        Type type, int number, Limit granted, @Nullable String reason) {
    /** What a lender may have to say. */
    public enum Type {
        GRANTED,
        /** Not now; when there is money again, it is granted without another demand. */
        REFUSED,
        /** The borrower is to say what it spent, and to give back what is set aside for nothing. */
        REPORT,
        /** The limit is lower than it was: the borrower is to give back what it can, and to ask anew. */
        RECALLED
    }
}
