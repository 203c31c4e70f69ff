package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/** The pause reason of batches whose provider rejected the account (401, 403, no credit). */
public final class AccountRejection {
    private AccountRejection() {}

    /**
     * Returns the pause reason for a pool.
     *
     * @param said status, code and message of the provider's response
     */
    public static String reason(String pool, String said) {
        return start(pool) + said;
    }

    /** Returns whether a batch's pause reason is that this pool's provider rejected the account. */
    public static boolean isReason(@Nullable String pausedBecause, String pool) {
        return pausedBecause != null && pausedBecause.startsWith(start(pool));
    }

    private static String start(String pool) {
        return "provider " + pool + " says ";
    }
}
