package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/** Why batches are paused whose provider turned the account away (401, 403, no credit), and how to know them again. */
public final class AccountRejection {
    private AccountRejection() {}

    /**
     * @param said status, code and message of the provider's answer
     */
    public static String reason(String pool, String said) {
        return start(pool) + said;
    }

    /** Whether a batch is paused because of this pool. */
    public static boolean isReason(@Nullable String pausedBecause, String pool) {
        return pausedBecause != null && pausedBecause.startsWith(start(pool));
    }

    private static String start(String pool) {
        return "provider " + pool + " says ";
    }
}
