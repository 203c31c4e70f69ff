package dev.penstock.contracts.budget;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lender's message to a borrower.
 *
 * @param number the number of the borrower's latest demand
 * @param granted the sum of all that was granted since the borrower's first message
 * @param reason why nothing is granted now, for people; null unless the demand is refused
 */
public record LeaseGrant(
        Type type, int number, Limit granted, @Nullable String reason) {
    public LeaseGrant {
        Objects.requireNonNull(type, "a grant has a type");
        Objects.requireNonNull(granted, "a grant has a sum, or is unlimited");
    }

    /** Returns whether this can be a lender's message: what is granted is not below zero. */
    @JsonIgnore
    public boolean isValid() {
        return granted.allows(NanoUsd.ZERO);
    }

    /** The type of a lender's message. */
    public enum Type {
        GRANTED,
        /** Nothing is granted now; when there is money again, it is granted without another demand. */
        REFUSED,
        /** The borrower has to report what it spent, and to return money that is not reserved. */
        REPORT,
        /** The limit was lowered: the borrower has to return what it can, and to ask anew. */
        RECALLED
    }
}
