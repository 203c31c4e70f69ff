package dev.penstock.workflows.account;

import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import org.jspecify.annotations.Nullable;

/** What a batch has of one account. Amounts in billionths of a US dollar. */
final class Purse {
    private final AccountId account;
    private final String holder;
    private final String run;
    private final long before;
    private boolean limited = true;
    private long granted;
    private long spent;
    private long returned;
    private int number;
    private long asking;
    private @Nullable String refusal;
    private long toldAt;

    /**
     * @param before what the batch had cost before it drew on this account
     */
    Purse(AccountId account, String holder, String run, long before) {
        this.account = account;
        this.holder = holder;
        this.run = run;
        this.before = before;
    }

    AccountId account() {
        return account;
    }

    /** What the whole batch may cost; null = anything. */
    @Nullable
    Long most() {
        return limited ? before + granted - returned : null;
    }

    /**
     * @param committed what the batch has spent, or its shards have
     */
    boolean lacks(long needed, long committed) {
        return limited && before + granted - returned - committed < needed;
    }

    /** Whether the account was not asked for so little yet. */
    boolean hasToAsk(long needed) {
        return asking == 0 || needed < asking;
    }

    /** Gives back all that is free with it, so that nobody sits on what is too little for him, and enough for another. */
    AccountAsk ask(long needed, long wanted, long committed, long spentInAll, long now) {
        long debt = giveBack(committed);
        number++;
        asking = needed;
        refusal = null;
        return message(needed + debt, Math.max(needed, wanted) + debt, spentInAll, false, now);
    }

    /** What has been spent, without a new ask. */
    AccountAsk report(long committed, long spentInAll, long now) {
        long unused = giveBack(committed);
        return message(0, 0, spentInAll, false, now);
    }

    /** The same without giving anything back. */
    AccountAsk mention(long spentInAll, long now) {
        return message(0, 0, spentInAll, false, now);
    }

    AccountAsk leave(long spentInAll, long now) {
        return message(0, 0, spentInAll, true, now);
    }

    /** What was spent beyond what was granted, when there was no limit. */
    private long giveBack(long committed) {
        long free = before + granted - returned - committed;
        returned += limited ? Math.max(0, free) : 0;
        return limited ? Math.max(0, -free) : 0;
    }

    private AccountAsk message(long atLeast, long wanted, long spentInAll, boolean last, long now) {
        toldAt = now;
        spent = Math.max(spent, spentInAll - before);
        return new AccountAsk(holder, run, before, spent, returned, number, atLeast, wanted, last, null);
    }

    void heard(AccountGrant grant) {
        Long inAll = grant.granted();
        boolean latest = grant.number() == number;
        if (inAll != null) {
            granted = !limited || (latest && grant.word() == AccountGrant.Word.GRANTED)
                    ? inAll
                    : Math.max(granted, inAll);
        }
        limited = inAll != null;
        switch (grant.word()) {
            case GRANTED -> {
                refusal = null;
                asking = latest ? 0 : asking;
            }
            case REFUSED -> refusal = latest ? grant.reason() : refusal;
            case RECALLED -> {
                asking = 0;
                refusal = null;
            }
            case REPORT -> {}
        }
    }

    /** Whether it asked, and was neither given anything nor refused. */
    boolean awaitsAnswer() {
        return asking != 0 && refusal == null;
    }

    /** Nobody is there to hear what it asks. */
    void unheard() {
        refusal = "the account of %s is not there; `penstock budget --%s %s` opens it, then resume the batch"
                .formatted(account, account.kind(), account.name());
    }

    /** It asks again for what it was refused. */
    void insist() {
        if (refusal != null) {
            asking = 0;
            refusal = null;
        }
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    boolean knowsLessThan(long spentInAll) {
        return spentInAll - before > spent;
    }

    boolean hasFree(long committed) {
        return limited && before + granted - returned - committed > 0;
    }

    long toldAt() {
        return toldAt;
    }
}
