package dev.penstock.contracts.stage;

import dev.penstock.contracts.SliceInput;

/**
 * A slice on its way through one stage.
 *
 * @param sample which answer of a vote, from 1
 * @param atOnce how many calls at once it adds to those that the stage may have where it runs, at least 1; slices share
 *     them
 */
public record StageInput(SliceInput slice, String stage, int sample, int atOnce) {}
