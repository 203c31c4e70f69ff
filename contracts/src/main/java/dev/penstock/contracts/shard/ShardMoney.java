package dev.penstock.contracts.shard;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BorrowerMemory;
import dev.penstock.contracts.budget.LeaseSums;
import java.util.Map;

/**
 * The money of a shard, handed on when the shard continues as new.
 *
 * @param lease the shard's lease out of the batch's budget
 * @param reserved by slice, money that is reserved and not spent
 * @param spent by slice, the cost so far of slices that are not finished
 * @param needs by slice, the total cost that must be allowed before the slice can go on
 */
public record ShardMoney(
        BorrowerMemory lease,
        Map<Integer, NanoUsd> reserved,
        Map<Integer, NanoUsd> spent,
        Map<Integer, NanoUsd> needs) {
    /** Returns the money of a shard that begins, whose slices have cost this much in an earlier run of the batch. */
    public static ShardMoney of(NanoUsd spent) {
        LeaseSums sums = new LeaseSums(spent, NanoUsd.ZERO, NanoUsd.ZERO);
        return new ShardMoney(new BorrowerMemory(true, sums, 0, false), Map.of(), Map.of(), Map.of());
    }
}
