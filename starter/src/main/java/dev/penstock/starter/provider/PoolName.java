package dev.penstock.starter.provider;

import dev.penstock.providers.ProviderAccount;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The name of the pool of a provider that only the environment names. Two accounts have two names, and so two quotas and
 * two task queues, because the name says who pays and where.
 *
 * @param place where its calls go, in the letters that names of pools may have
 * @param account what tells the account from others at the same place; null = a plain address without a key
 */
record PoolName(String place, @Nullable String account) {
    private static final int LONGEST_ACCOUNT = 32;
    /** The digits of the fingerprint in a name: enough to tell a user's accounts apart, and too few to check guesses of a key. */
    private static final int DIGITS = 6;

    /**
     * Returns the name for an account.
     *
     * @param wanted the user's name for the account, which stays when the key is replaced; empty = the key tells accounts apart
     * @throws IllegalArgumentException if the user's name cannot be part of a pool's name
     */
    static PoolName of(ProviderAccount account, String wanted) {
        return new PoolName(ProviderPlace.of(account), accountOf(account, wanted));
    }

    String text() {
        return account == null ? place : place + "-" + account;
    }

    private static @Nullable String accountOf(ProviderAccount account, String wanted) {
        if (!wanted.isEmpty()) {
            if (wanted.length() > LONGEST_ACCOUNT || !wanted.matches("[A-Za-z0-9._-]+")) {
                throw new IllegalArgumentException(
                        "'%s' is not an account's name (--account, PENSTOCK_ACCOUNT): 1 to %d letters, digits, '.', '_' or '-'"
                                .formatted(wanted, LONGEST_ACCOUNT));
            }
            return wanted;
        }
        return account.apiKey() == null && isPlain(account.baseUrl())
                ? null
                : account.fingerprint().substring(0, DIGITS);
    }

    /** Returns whether host and port say all about an address. */
    private static boolean isPlain(URI baseUrl) {
        return "http".equals(baseUrl.getScheme()) && "/v1".equals(baseUrl.getPath());
    }
}
