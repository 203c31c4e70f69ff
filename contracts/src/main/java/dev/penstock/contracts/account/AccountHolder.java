package dev.penstock.contracts.account;

import org.jspecify.annotations.Nullable;

/**
 * Who has money of an account, as it travels when the account continues as new; amounts in billionths of a US dollar.
 *
 * @param id the id of a batch's workflow, or a process's own name
 * @param run of the batch; null for a process
 * @param before what the batch had cost before this run
 * @param ask what it said last
 * @param waits whether that is still to be granted
 * @param gone whether it ended without a word
 * @param refused whether it was told so
 * @param askedAt when it asked, in milliseconds since 1970
 * @param heardAt when it said anything at all
 */
public record AccountHolder(
        String id,
        @Nullable String run,
        long before,
        long granted,
        long spent,
        long returned,
        AccountAsk ask,
        boolean waits,
        boolean gone,
        boolean refused,
        long askedAt,
        long heardAt) {
    /** What it may still spend, or has spent without having said so. */
    public long held() {
        return Math.max(0, granted - spent - returned);
    }
}
