package dev.penstock.contracts.shard;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BorrowerMemory;
import dev.penstock.contracts.budget.LeaseSums;
import java.util.Map;

/**
 * What a shard may spend, handed on when it continues as new.
 *
 * @param lease what it has of its batch's budget
 * @param reserved by slice, set aside and not spent
 * @param spent by slice, for those that are not finished
 * @param needs by slice, the cost in all without which it cannot go on
 */
public record ShardMoney(
        BorrowerMemory lease,
        Map<Integer, NanoUsd> reserved,
        Map<Integer, NanoUsd> spent,
        Map<Integer, NanoUsd> needs) {
    /** Returns the money of a shard that begins, and whose slices have cost so much in an earlier life of the batch. */
    public static ShardMoney of(NanoUsd spent) {
        LeaseSums sums = new LeaseSums(spent, NanoUsd.ZERO, NanoUsd.ZERO);
        return new ShardMoney(new BorrowerMemory(true, sums, 0, false), Map.of(), Map.of(), Map.of());
    }
}
