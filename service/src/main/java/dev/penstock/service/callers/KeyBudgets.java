package dev.penstock.service.callers;

import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountLimits;
import dev.penstock.service.Backend;
import dev.penstock.worker.AccountBooks;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Opens the accounts of keys with a budget before something is called for them. */
@Singleton
public final class KeyBudgets {
    private final AccountBooks accounts;
    private final KeyRing keys;
    private final ConcurrentMap<String, AccountLimits> told = new ConcurrentHashMap<>();

    KeyBudgets(Backend backend, KeyRing keys) {
        this.accounts = new AccountBooks(backend.client());
        this.keys = keys;
    }

    /** Asks Temporal only for a key that is new here. */
    public void announce(Caller caller) {
        String id = caller.key();
        if (id == null) {
            return;
        }
        AccountLimits limits = keys.known(id).map(key -> key.limits().budget()).orElse(AccountLimits.NONE);
        if (!limits.equals(told.getOrDefault(id, AccountLimits.NONE))) {
            accounts.configure(AccountId.ofKey(id), limits);
            told.put(id, limits);
        }
    }
}
