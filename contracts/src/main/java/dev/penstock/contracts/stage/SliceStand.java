package dev.penstock.contracts.stage;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a slice has come.
 *
 * @param slice its number
 * @param step the step that comes next, from 0
 */
public record SliceStand(
        @JsonProperty("i") int slice, @JsonProperty("step") int step) {}
