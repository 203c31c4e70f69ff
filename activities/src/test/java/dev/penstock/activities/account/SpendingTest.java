package dev.penstock.activities.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.account.Spending.Answer;
import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountGrant.Word;
import dev.penstock.contracts.account.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpendingTest {
    private static final AccountId ACME = AccountId.ofTenant("acme");
    private static final AccountId KEY = AccountId.ofKey("0123abcd");

    private final TestingAccounts accounts = new TestingAccounts();
    private final AtomicLong now = new AtomicLong();
    private final Spending spending = new Spending(accounts, now::get);

    @Test
    void whoHasNoLimitIsNotAskedWhatHisCallsMayCost() {
        Answer answer = spending.claim("acme", null, () -> {
            throw new AssertionError("nobody should ask");
        });

        assertThat(answer).isInstanceOf(Answer.Allowed.class);
        assertThat(spending.claim(null, null, Optional::empty)).isInstanceOf(Answer.Allowed.class);
        assertThat(accounts.asks).isEmpty();
    }

    @Test
    void callsAreMadeUntilTheWorstCaseOfTheNextIsNotThere() {
        accounts.left.put(ACME, 1_000L);
        int calls = 0;
        Answer answer = claim(100);
        while (answer instanceof Answer.Allowed(Spending.Claim claim) && calls < 1_000) {
            claim.sent();
            claim.costs(Optional.of(50L));
            claim.close();
            calls++;
            answer = claim(100);
        }

        assertThat(answer).isEqualTo(new Answer.Refused("tenant acme is spent"));
        assertThat(calls).isBetween(18, 19);
    }

    @Test
    void aCallThatMayHaveBeenPaidCountsWithItsWorstCase() {
        accounts.left.put(ACME, 250L);
        for (int i = 0; i < 2; i++) {
            try (Spending.Claim lost = allowed(claim(100))) {
                lost.sent();
            }
        }
        assertThat(claim(100)).isInstanceOf(Answer.Refused.class);
        accounts.left.put(ACME, 250L);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        for (int i = 0; i < 10; i++) {
            allowed(claim(100)).close();
        }
    }

    @Test
    void bothAccountsHaveToHaveIt() {
        accounts.left.put(ACME, 1_000_000L);
        accounts.left.put(KEY, 150L);

        allowed(spending.claim("acme", "0123abcd", () -> Optional.of(100L))).sent();

        assertThat(spending.claim("acme", "0123abcd", () -> Optional.of(100L)))
                .isEqualTo(new Answer.Refused("key 0123abcd is spent"));
        assertThat(claim(100)).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void withoutAPriceNothingIsCalled() {
        accounts.left.put(ACME, 100L);

        assertThat(spending.claim("acme", null, Optional::empty)).isEqualTo(new Answer.Unpriced(ACME));
    }

    @Test
    void whatNobodyUsesGoesBackAfterAMinuteAndTheRestAtTheEnd() {
        accounts.left.put(ACME, 10_000L);
        Spending.Claim claim = allowed(claim(100));
        claim.costs(Optional.of(40L));
        claim.close();

        now.addAndGet(Duration.ofSeconds(61).toNanos());
        spending.tick();

        AccountAsk said = accounts.told.getLast();
        assertThat(said.spent()).isEqualTo(40);
        assertThat(accounts.granted(ACME) - said.spent() - said.returned()).isZero();
        try (Spending.Claim unfinished = allowed(claim(100))) {
            unfinished.sent();
            spending.close();
        }
        assertThat(accounts.told.getLast().last()).isTrue();
        assertThat(accounts.told.getLast().spent()).isEqualTo(140);
    }

    @Test
    void anAccountThatDoesNotAnswerIsNoReasonToSpend() {
        accounts.left.put(ACME, 1_000L);
        accounts.away = true;

        assertThat(claim(100)).isEqualTo(new Answer.Unknown(ACME));
    }

    private Answer claim(long worst) {
        return spending.claim("acme", null, () -> Optional.of(worst));
    }

    private static Spending.Claim allowed(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Allowed.class);
        return ((Answer.Allowed) answer).claim();
    }

    private static final class TestingAccounts implements Accounts {
        private final Map<AccountId, Long> left = new ConcurrentHashMap<>();
        private final Map<AccountId, Long> granted = new ConcurrentHashMap<>();
        private final List<AccountAsk> asks = new CopyOnWriteArrayList<>();
        private final List<AccountAsk> told = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        @Override
        public boolean isLimited(AccountId account) {
            return left.containsKey(account);
        }

        @Override
        public synchronized AccountGrant draw(AccountId account, AccountAsk ask) {
            if (away) {
                throw new IllegalStateException("nobody answers");
            }
            asks.add(ask);
            long free = left.getOrDefault(account, 0L);
            @Nullable String reason = null;
            if (free >= ask.atLeast()) {
                long amount = Math.min(ask.wanted(), free);
                left.put(account, free - amount);
                granted.merge(account, amount, Long::sum);
            } else {
                reason = account + " is spent";
            }
            return new AccountGrant(
                    account, reason == null ? Word.GRANTED : Word.REFUSED, ask.number(), granted(account), reason);
        }

        private long granted(AccountId account) {
            return granted.getOrDefault(account, 0L);
        }

        @Override
        public void tell(AccountId account, AccountAsk ask) {
            told.add(ask);
        }
    }
}
