package dev.penstock.contracts.account;

import org.jspecify.annotations.Nullable;

/**
 * What an account has to say to a holder; amounts in billionths of a US dollar.
 *
 * @param number of the holder's latest ask
 * @param granted in all, since the holder's first message; null = there is no limit, and anything may be spent
 * @param reason why it is not granted now, for people; null unless it is refused
 */
public record AccountGrant(
        AccountId account,
        Word word,
        int number,
        @Nullable Long granted,
        @Nullable String reason) {
    /** What is said. */
    public enum Word {
        GRANTED,
        /** Not now; when there is money again, it is granted without another ask. */
        REFUSED,
        /** It is to say what it spent, and to give back what is in nobody's hands. */
        REPORT,
        /** It is to give back what it has not spent, as far as it can, and to ask anew. */
        RECALLED
    }
}
