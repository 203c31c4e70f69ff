package dev.penstock.contracts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shard may spend, handed on when it continues as new; amounts in billionths of a US dollar.
 *
 * @param free for slices that have nothing yet
 * @param reserved by slice, for what it has begun
 * @param needs by slice, without which it cannot go on
 * @param asks how often it asked
 * @param grants how many it got
 * @param recalled whether what is free has to go back first; null = no
 */
public record ShardMoney(
        long free,
        Map<Integer, Long> reserved,
        Map<Integer, Long> needs,
        int asks,
        int grants,
        @Nullable Boolean recalled) {
    public static final ShardMoney NOTHING = of(0);

    /** Of a shard that begins. */
    public static ShardMoney of(long free) {
        return new ShardMoney(free, Map.of(), Map.of(), 0, 0, null);
    }
}
