package dev.penstock.contracts;

import org.jspecify.annotations.Nullable;

/**
 * A shard that may not go on without more of its batch's budget; amounts in billionths of a US dollar.
 *
 * @param number its asks are numbered, for they may overtake each other
 * @param atLeast without which it can begin nothing
 * @param wanted what it could use
 * @param returned what it gives back of what it had; below zero, what it had already used unasked
 * @param grants how many grants it had got by then
 * @param idle whether nothing of it is under way that could set money free
 * @param spent by its slices in all, as far as they have said; null = not said
 */
public record BudgetAsk(
        int shard,
        int number,
        long atLeast,
        long wanted,
        long returned,
        int grants,
        boolean idle,
        @Nullable Long spent) {}
