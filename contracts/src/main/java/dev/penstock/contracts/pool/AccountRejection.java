package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/** The reason of batches that are paused because a provider rejected the account (401, 403, no credit). */
public final class AccountRejection {
    private AccountRejection() {}

    /**
     * Returns the reason for a pool.
     *
     * @param said status, code and message of the provider's answer
     */
    public static String reason(String pool, String said) {
        return start(pool) + said;
    }

    /** Returns whether a batch is paused because of this pool. */
    public static boolean isReason(@Nullable String pausedBecause, String pool) {
        return pausedBecause != null && pausedBecause.startsWith(start(pool));
    }

    private static String start(String pool) {
        return "provider " + pool + " says ";
    }
}
