package dev.penstock.contracts.pipeline;

/**
 * The stage that a slice is called for.
 *
 * @param name the stage's name
 * @param sample which answer of a vote, from 1
 * @param atOnce how many calls at once, at least 1, the slice adds to the stage's limit in the process that makes them;
 *     slices of the stage share that limit
 */
public record StageStep(String name, int sample, int atOnce) {}
