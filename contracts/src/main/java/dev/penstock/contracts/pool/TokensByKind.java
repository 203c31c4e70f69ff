package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of some calls as limits of input tokens and of output tokens count them.
 *
 * @param input without those that were read from a cache, where the provider does not count these
 */
public record TokensByKind(long input, long output) {
    public static final TokensByKind NONE = new TokensByKind(0, 0);

    /** Returns these tokens as messages between processes write them, where null stands for none. */
    public @Nullable TokensByKind orNull() {
        return equals(NONE) ? null : this;
    }

    /** Reads tokens as messages between processes write them, where null stands for none. */
    public static TokensByKind ofNullable(@Nullable TokensByKind tokens) {
        return tokens == null ? NONE : tokens;
    }

    public TokensByKind plus(TokensByKind more) {
        return new TokensByKind(input + more.input, output + more.output);
    }

    @JsonIgnore
    boolean isValid() {
        return input >= 0 && output >= 0;
    }
}
