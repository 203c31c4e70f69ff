package dev.penstock.contracts.pipeline;

/**
 * The stage that a slice is called for.
 *
 * @param name the stage's
 * @param sample which answer of a vote, from 1
 * @param atOnce how many calls at once the slice adds to those that the stage may have in the process that makes them, at
 *     least 1; slices of the stage share them
 */
public record StageStep(String name, int sample, int atOnce) {}
