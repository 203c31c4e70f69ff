package dev.penstock.worker;

import dev.penstock.activities.account.Accounts;
import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts as workflows, with what is configured here. */
final class TemporalAccounts implements Accounts {
    private final AccountBooks books;
    private final Map<String, AccountLimits> tenantLimits;

    TemporalAccounts(AccountBooks books, Map<String, AccountLimits> tenantLimits) {
        this.books = books;
        this.tenantLimits = tenantLimits;
    }

    @Override
    public boolean isLimited(AccountId account) {
        AccountLimits configured = configured(account);
        if ((configured == null || configured.isNone()) && !books.exists(account)) {
            return false;
        }
        return books.open(account, configured).isLimited();
    }

    /** Null = it is not for this worker's configuration to say. */
    private @Nullable AccountLimits configured(AccountId account) {
        return switch (account.kind()) {
            case TENANT -> tenantLimits.getOrDefault(account.name(), AccountLimits.NONE);
            case KEY -> null;
        };
    }

    @Override
    public AccountGrant draw(AccountId account, AccountAsk ask) {
        return books.draw(account, ask);
    }

    @Override
    public void tell(AccountId account, AccountAsk ask) {
        books.tell(account, ask);
    }
}
