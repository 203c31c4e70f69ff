package dev.penstock.contracts.shard;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.NanoUsd;

/**
 * The money that a slice lacked when it ended with requests uncalled; details of {@link FailureTypes#UNAFFORDABLE}.
 *
 * @param spent the most that the slice has cost so far
 * @param needed the amount with which at least one more of the slice's requests could be called
 */
public record Shortfall(NanoUsd spent, NanoUsd needed) {}
