package dev.penstock.activities.account;

import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;

/** The accounts of tenants and keys, wherever they are kept; all but {@link #tell} wait for an answer. */
public interface Accounts {
    /** Nobody has one. */
    Accounts NONE = new Accounts() {
        @Override
        public boolean isLimited(AccountId account) {
            return false;
        }

        @Override
        public AccountGrant draw(AccountId account, AccountAsk ask) {
            return new AccountGrant(account, AccountGrant.Word.GRANTED, ask.number(), null, null);
        }

        @Override
        public void tell(AccountId account, AccountAsk ask) {
            // Nobody listens.
        }
    };

    /** Whether there is a limit just now; opens the account where one is configured. */
    boolean isLimited(AccountId account);

    AccountGrant draw(AccountId account, AccountAsk ask);

    /** Heard when somebody is there to hear it. */
    void tell(AccountId account, AccountAsk ask);
}
