package dev.penstock.contracts.pool;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pause reason of batches whose provider rejected the account (401, 403, no credit). */
public final class AccountRejection {
    /** A code is one word; what else a provider puts in its place is part of its message. Messages may have any characters. */
    private static final Pattern MESSAGE = Pattern.compile(
            "^(provider \\S+ says \\d{3}(?: [\\w./-]+(?=:|\\z))?).*?(; tried again by itself at [-0-9T:.]+Z)?\\z",
            Pattern.DOTALL);

    private static final String TRIED_AGAIN = "; tried again by itself at ";

    private AccountRejection() {}

    /**
     * Returns the pause reason for a pool.
     *
     * @param said status, code and message of the provider's response
     */
    public static String reason(String pool, String said) {
        return start(pool) + said;
    }

    /** Returns a pause reason that also says when the batch goes on by itself. */
    public static String untilNextTry(String reason, Instant until) {
        return reason + TRIED_AGAIN + until;
    }

    /** Returns whether a batch goes on by itself after a pause for this reason, where a worker runs then. */
    public static boolean goesOnByItself(String reason) {
        return reason.contains(TRIED_AGAIN);
    }

    /** Returns whether a batch's pause reason is that this pool's provider rejected the account. */
    public static boolean isReason(@Nullable String pausedBecause, String pool) {
        return pausedBecause != null && pausedBecause.startsWith(start(pool));
    }

    /** Returns a pause reason for tenants: without the provider's message, which is for the operator and may show part of a key. */
    public static String forTenants(String reason) {
        return MESSAGE.matcher(reason).replaceFirst("$1$2");
    }

    private static String start(String pool) {
        return "provider " + pool + " says ";
    }
}
