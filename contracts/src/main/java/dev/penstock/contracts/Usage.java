package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as providers bill them; cached tokens are part of the input, reasoning tokens part of the output.
 *
 * @param billedApart further parts of the input and the output that have prices of their own; null = none
 */
public record Usage(
        @JsonProperty("input_tokens") long input,
        @JsonProperty("cached_tokens") long cached,
        @JsonProperty("output_tokens") long output,
        @JsonProperty("reasoning_tokens") long reasoning,

        @JsonProperty("billed_apart") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        BilledApart billedApart) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage {
        billedApart = billedApart == null ? null : billedApart.orNull();
    }

    /** Creates the usage of a call of which nothing is billed apart but cached and reasoning tokens. */
    public Usage(long input, long cached, long output, long reasoning) {
        this(input, cached, output, reasoning, null);
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cached + other.cached,
                output + other.output,
                reasoning + other.reasoning,
                apart().plus(other.apart()));
    }

    /** Returns the tokens that are billed apart, also if there are none. */
    public BilledApart apart() {
        return billedApart == null ? BilledApart.NONE : billedApart;
    }

    public long total() {
        return input + output;
    }
}
