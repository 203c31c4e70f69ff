package dev.penstock.workflows.account;

import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountHolder;
import java.time.Duration;

/** One who has money of an account, or wants some. */
final class Holding {
    /** A process says something every half minute. */
    private static final Duration SILENT = Duration.ofMinutes(3);

    private final AccountAsk first;
    private AccountAsk ask;
    private long granted;
    private long spent;
    private long returned;
    private boolean waits;
    private boolean gone;
    private boolean refused;
    private long askedAt;
    private long heardAt;

    /** Whatever it spent before its first message here is no matter of this account's, or was counted before. */
    Holding(AccountAsk first, long now) {
        this.first = first;
        this.ask = first;
        granted = first.spent() + first.returned();
        spent = first.spent();
        returned = first.returned();
        wait(first, now);
        heardAt = now;
    }

    Holding(AccountHolder memory) {
        first = memory.ask();
        ask = memory.ask();
        granted = memory.granted();
        spent = memory.spent();
        returned = memory.returned();
        waits = memory.waits();
        gone = memory.gone();
        refused = memory.refused();
        askedAt = memory.askedAt();
        heardAt = memory.heardAt();
    }

    AccountHolder memory() {
        return new AccountHolder(
                first.holder(),
                first.run(),
                first.before(),
                granted,
                spent,
                returned,
                ask,
                waits,
                gone,
                refused,
                askedAt,
                heardAt);
    }

    /** What it says it spent since it last said so. */
    long heard(AccountAsk next, long now) {
        long more = Math.max(0, next.spent() - spent);
        spent += more;
        returned = Math.max(returned, next.returned());
        heardAt = now;
        // The reason it was told says what was spent.
        refused &= more == 0;
        if (next.number() > ask.number()) {
            ask = next;
            wait(next, now);
        }
        return more;
    }

    private void wait(AccountAsk next, long now) {
        waits = next.atLeast() > 0;
        refused = false;
        askedAt = now;
    }

    void grant(long amount) {
        granted += amount;
        waits = false;
    }

    /** While there is no limit it has nothing, and may spend anything. */
    void release() {
        granted = spent + returned;
        waits = false;
    }

    void refuse() {
        refused = true;
    }

    /** What it was told doesn't hold any more. */
    void reconsider() {
        refused = false;
    }

    void forget() {
        waits = false;
    }

    void lose() {
        gone = true;
        waits = false;
    }

    /** What it may still spend, or has spent without having said so. */
    long held() {
        return Math.max(0, granted - spent - returned);
    }

    /**
     * What another run of the same batch knows to have been spent of that.
     *
     * @param before what the batch had cost before that run
     */
    long spentUnsaid(long before) {
        return Math.clamp(before - first.before() - spent, 0, held());
    }

    boolean isLost(long now) {
        return gone || (!isBatch() && now - heardAt > SILENT.toMillis());
    }

    boolean isBatch() {
        return first.run() != null;
    }

    boolean isOtherRunOf(AccountAsk other) {
        return isBatch()
                && first.holder().equals(other.holder())
                && !String.valueOf(first.run()).equals(other.run());
    }

    boolean waits() {
        return waits;
    }

    boolean isRefused() {
        return refused;
    }

    boolean isGone() {
        return gone;
    }

    AccountAsk ask() {
        return ask;
    }

    long granted() {
        return granted;
    }

    long askedAt() {
        return askedAt;
    }
}
