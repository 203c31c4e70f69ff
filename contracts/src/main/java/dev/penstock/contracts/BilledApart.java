package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a {@link Usage} that have prices of their own, each a part of its input or its output.
 *
 * @param cacheWrite input that the provider wrote to its prompt cache
 * @param cacheWriteHour input that it wrote to a cache that lasts an hour, beside {@code cacheWrite}
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record BilledApart(
        @JsonProperty("cache_write_tokens") long cacheWrite,
        @JsonProperty("cache_write_1h_tokens") long cacheWriteHour,
        @JsonProperty("audio_input_tokens") long audioInput,
        @JsonProperty("image_input_tokens") long imageInput,
        @JsonProperty("audio_output_tokens") long audioOutput,
        @JsonProperty("image_output_tokens") long imageOutput) {
    public static final BilledApart NONE = new BilledApart(0, 0, 0, 0, 0, 0);

    public BilledApart plus(BilledApart other) {
        return new BilledApart(
                cacheWrite + other.cacheWrite,
                cacheWriteHour + other.cacheWriteHour,
                audioInput + other.audioInput,
                imageInput + other.imageInput,
                audioOutput + other.audioOutput,
                imageOutput + other.imageOutput);
    }

    /** Returns this if it says anything, so that no empty object is written; null if all is zero. */
    @Nullable
    BilledApart orNull() {
        return equals(NONE) ? null : this;
    }
}
