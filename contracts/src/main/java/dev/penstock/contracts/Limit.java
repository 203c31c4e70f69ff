package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The most money that may be spent; in JSON a number of billionths of a US dollar, or "unlimited". */
public sealed interface Limit {
    Limit UNLIMITED = new Unlimited();

    /** Any amount may be spent. */
    record Unlimited() implements Limit {}

    /** At most this amount may be spent. */
    record AtMost(NanoUsd amount) implements Limit {}

    static Limit atMost(NanoUsd amount) {
        return new AtMost(amount);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Limit ofJson(Object json) {
        if (json instanceof Number number) {
            return atMost(NanoUsd.of(number.longValue()));
        }
        if (json.equals("unlimited")) {
            return UNLIMITED;
        }
        throw new IllegalArgumentException("a limit is a number or \"unlimited\", not " + json);
    }

    @JsonValue
    default Object json() {
        return this instanceof AtMost(NanoUsd amount) ? amount.value() : "unlimited";
    }

    default boolean isUnlimited() {
        return this instanceof Unlimited;
    }

    /** Returns whether this amount may be spent. */
    default boolean allows(NanoUsd amount) {
        return !(this instanceof AtMost(NanoUsd most)) || !most.isLessThan(amount);
    }

    /** Returns what is left of this limit after this amount is used. */
    default Limit minus(NanoUsd used) {
        return this instanceof AtMost(NanoUsd most) ? atMost(most.minus(used)) : this;
    }

    default Limit min(Limit other) {
        return switch (other) {
            case Unlimited any -> this;
            case AtMost(NanoUsd amount) -> allows(amount) ? other : this;
        };
    }

    /** Returns the wanted amount, or as much of it as this limit allows. */
    default NanoUsd cap(NanoUsd wanted) {
        return this instanceof AtMost(NanoUsd most) ? wanted.min(most) : wanted;
    }

    /** Returns the amount; null = unlimited. */
    default @Nullable NanoUsd orNull() {
        return this instanceof AtMost(NanoUsd amount) ? amount : null;
    }
}
