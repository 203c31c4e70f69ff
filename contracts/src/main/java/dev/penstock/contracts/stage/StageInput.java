package dev.penstock.contracts.stage;

import dev.penstock.contracts.SliceInput;

/**
 * A slice on its way through one stage.
 *
 * @param sample which answer of a vote, from 1
 * @param atOnce how many of its requests may be called at once
 */
public record StageInput(SliceInput slice, String stage, int sample, int atOnce) {}
