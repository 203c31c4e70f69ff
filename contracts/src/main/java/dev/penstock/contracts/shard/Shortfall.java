package dev.penstock.contracts.shard;

import dev.penstock.contracts.FailureTypes;

/**
 * The money that a slice lacked when it ended with requests uncalled; details of {@link FailureTypes#UNAFFORDABLE}, in
 * billionths of a US dollar.
 *
 * @param spent the most that the slice has cost so far
 * @param needed the amount with which at least one more of the slice's requests could be called
 */
public record Shortfall(long spent, long needed) {}
