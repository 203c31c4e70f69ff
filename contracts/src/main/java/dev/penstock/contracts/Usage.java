package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Tokens as providers bill them; cached tokens are part of the input, reasoning tokens part of the output. */
public record Usage(
        @JsonProperty("input_tokens") long input,
        @JsonProperty("cached_tokens") long cached,
        @JsonProperty("output_tokens") long output,
        @JsonProperty("reasoning_tokens") long reasoning) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input, cached + other.cached, output + other.output, reasoning + other.reasoning);
    }

    public long total() {
        return input + output;
    }
}
