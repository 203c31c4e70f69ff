package dev.penstock.activities.batch.planning;

import dev.penstock.activities.Failures;
import dev.penstock.activities.account.Accounts;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.SpecKey;
import dev.penstock.contracts.account.AccountId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose limits by day and month a batch has to keep to. */
final class LimitedAccounts {
    private final Accounts accounts;

    LimitedAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    List<AccountId> of(BatchSpec spec) {
        return Stream.of(spec.tenant().map(AccountId::ofTenant), spec.key().map(AccountId::ofKey))
                .flatMap(Optional::stream)
                .filter(accounts::isLimited)
                .toList();
    }

    /** What goes for batches with a budget of their own goes for these. */
    static BatchSpec checked(BatchSpec spec, List<AccountId> limited) {
        if (limited.isEmpty()) {
            return spec;
        }
        BatchSpec checked = spec.with(SpecKey.BUDGET_USD, spec.budgetUsd().orElse(BigDecimal.ONE));
        try {
            checked.validate();
            return checked;
        } catch (IllegalArgumentException e) {
            throw Failures.invalidSpec("%s has a budget, and so %s".formatted(limited.getFirst(), e.getMessage()));
        }
    }
}
