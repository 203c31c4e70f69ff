package dev.penstock.contracts.account;

import org.jspecify.annotations.Nullable;

/**
 * What a holder of an account's money tells, and wants; amounts in billionths of a US dollar. Sums count from the holder's
 * first message on, so that messages may come late, twice, or overtake each other.
 *
 * @param holder the id of a batch's workflow, or a process's own name
 * @param run of the batch; null for a process
 * @param before what the batch had cost before this run
 * @param spent in all
 * @param returned in all
 * @param number asks are numbered; the latest counts
 * @param atLeast without which it can begin nothing; 0 = it wants nothing
 * @param wanted what it could use
 * @param last whether it is its last message: what it still has is free again
 * @param configured the limits that the sender knows; null = none of its business
 */
public record AccountAsk(
        String holder,
        @Nullable String run,
        long before,
        long spent,
        long returned,
        int number,
        long atLeast,
        long wanted,
        boolean last,
        @Nullable AccountLimits configured) {}
