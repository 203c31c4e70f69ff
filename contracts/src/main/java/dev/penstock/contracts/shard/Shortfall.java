package dev.penstock.contracts.shard;

import dev.penstock.contracts.FailureTypes;

/**
 * Why a slice came to its end with requests uncalled; details of {@link FailureTypes#UNAFFORDABLE}, in billionths of a
 * US dollar.
 *
 * @param spent by the slice so far, at most
 * @param needed with which at least one more of its requests could be called
 */
public record Shortfall(long spent, long needed) {}
