package dev.penstock.limits;

import org.jspecify.annotations.Nullable;

/** A limit on an amount, or no limit: requests or tokens per minute, calls at once. */
public sealed interface QuotaLimit {
    QuotaLimit UNLIMITED = new Unlimited();

    /** No known limit. */
    record Unlimited() implements QuotaLimit {}

    /** A limit of at most this amount, which may be 0. */
    record AtMost(long amount) implements QuotaLimit {
        public AtMost {
            if (amount < 0) {
                throw new IllegalArgumentException("a limit cannot be " + amount);
            }
        }
    }

    static QuotaLimit atMost(long amount) {
        return new AtMost(amount);
    }

    /** Reads a limit as messages between processes write it, where null stands for no limit. */
    static QuotaLimit ofNullable(@Nullable Long amount) {
        return amount == null ? UNLIMITED : new AtMost(amount);
    }

    /** Writes this limit as messages between processes do, where null stands for no limit. */
    default @Nullable Long orNull() {
        return switch (this) {
            case Unlimited() -> null;
            case AtMost(long amount) -> amount;
        };
    }

    /** Returns the amount, or positive infinity if there is no limit. */
    default double orInfinity() {
        return switch (this) {
            case Unlimited() -> Double.POSITIVE_INFINITY;
            case AtMost(long amount) -> amount;
        };
    }

    default boolean isUnlimited() {
        return this instanceof Unlimited;
    }

    default boolean isLessThan(long amount) {
        return this instanceof AtMost(long most) && most < amount;
    }

    /** Returns the stricter of two limits. */
    default QuotaLimit orLess(QuotaLimit other) {
        return other.orInfinity() < orInfinity() ? other : this;
    }

    /** Returns both limits added up; no limit if one of them is none. */
    default QuotaLimit plus(QuotaLimit other) {
        return this instanceof AtMost(long amount) && other instanceof AtMost(long more)
                ? new AtMost(Math.addExact(amount, more))
                : UNLIMITED;
    }

    /** Returns a fraction of this limit, rounded, but at least 1. */
    default QuotaLimit times(double factor) {
        return switch (this) {
            case Unlimited() -> this;
            case AtMost(long amount) -> new AtMost(Math.max(1, Math.round(amount * factor)));
        };
    }
}
