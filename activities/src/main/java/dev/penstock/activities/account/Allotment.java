package dev.penstock.activities.account;

import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has of one account, drawn in lumps, so that a call need not ask for its own. Amounts in billionths of a
 * US dollar.
 */
final class Allotment {
    private static final Logger log = LoggerFactory.getLogger(Allotment.class);
    /** A lump is for so many calls at least. */
    private static final long CALLS = 32;

    private static final Duration SOON = Duration.ofSeconds(5);
    /** How long a new limit, or a new account, may go unnoticed. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Duration SAY_EVERY = Duration.ofSeconds(30);
    private static final Duration UNUSED = Duration.ofSeconds(60);
    /** Not every call that is refused asks the account again. */
    private static final Duration REFUSED_FOR = Duration.ofSeconds(1);

    private final AccountId account;
    private final Accounts accounts;
    private final String holder;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean known;
    private volatile boolean limited;
    private long granted;
    private long returned;
    private long spent;
    private long reserved;
    private long lump;
    private int number;
    private volatile long usedAt;
    private long drawnAt;
    private long lookedAt;
    private long saidAt;
    private long refusedAt;
    private @Nullable String refusal;
    private boolean refilling;
    private boolean said;

    Allotment(AccountId account, Accounts accounts, String holder, LongSupplier nanoTime) {
        this.account = account;
        this.accounts = accounts;
        this.holder = holder;
        this.nanoTime = nanoTime;
    }

    AccountId account() {
        return account;
    }

    /** Asks the account only the first time. */
    boolean isLimited() {
        if (known) {
            usedAt = nanoTime.getAsLong();
            return limited;
        }
        lock.lock();
        try {
            if (!known) {
                limited = accounts.isLimited(account);
                lookedAt = nanoTime.getAsLong();
                known = true;
            }
            usedAt = nanoTime.getAsLong();
            return limited;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets that much aside, to be followed by {@link #settle}.
     *
     * @return why there is not so much; null when it is done
     */
    @Nullable
    String reserve(long worst) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (limited && free() < worst) {
                if (refusal != null && now - refusedAt < REFUSED_FOR.toNanos()) {
                    return refusal;
                }
                draw(worst, now);
                if (limited && free() < worst) {
                    refusedAt = now;
                    return refusal == null ? account + " has too little left" : refusal;
                }
            }
            reserved += worst;
            if (limited && !refilling && free() < lump / 2) {
                refilling = true;
                Thread.startVirtualThread(this::refill);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param worst what was set aside
     * @param cost what the call has cost, at most
     */
    void settle(long worst, long cost) {
        lock.lock();
        try {
            reserved -= worst;
            spent += cost;
        } finally {
            lock.unlock();
        }
    }

    /** Ahead of need, so that no call waits for it. */
    private void refill() {
        lock.lock();
        try {
            if (free() < lump / 2) {
                draw(1, nanoTime.getAsLong());
            }
        } catch (RuntimeException e) {
            log.debug("{} could not be asked ahead", account, e);
        } finally {
            refilling = false;
            lock.unlock();
        }
    }

    private void draw(long worst, long now) {
        boolean often = number > 0 && now - drawnAt < SOON.toNanos();
        lump = Math.max(CALLS * worst, often ? lump * 2 : lump / 2);
        drawnAt = now;
        said = true;
        saidAt = now;
        number++;
        AccountGrant grant = accounts.draw(account, message(Math.max(1, worst - free()), lump, false));
        limited = grant.granted() != null;
        // Less than before when the account has given this process up.
        granted = grant.granted() == null ? spent + returned : grant.granted();
        refusal = grant.reason();
    }

    /** To be called every second: says what was spent, gives back what nobody uses, and looks whether limits changed. */
    void tick() {
        long now = nanoTime.getAsLong();
        if (!limited && known && now - lookedAt >= LOOK_EVERY.toNanos()) {
            look(now);
        }
        lock.lock();
        try {
            if (!said || now - saidAt < SAY_EVERY.toNanos()) {
                return;
            }
            saidAt = now;
            if (now - usedAt >= UNUSED.toNanos() && reserved == 0) {
                returned += Math.max(0, free());
                said = false;
            }
            accounts.tell(account, message(0, 0, false));
        } finally {
            lock.unlock();
        }
    }

    private void look(long now) {
        lookedAt = now;
        if (now - usedAt < LOOK_EVERY.toNanos() * 2) {
            limited = accounts.isLimited(account);
        } else {
            known = false;
        }
    }

    /** What is under way still may cost all that was set aside. */
    void leave() {
        lock.lock();
        try {
            if (number > 0) {
                spent += reserved;
                reserved = 0;
                accounts.tell(account, message(0, 0, true));
            }
        } finally {
            lock.unlock();
        }
    }

    private AccountAsk message(long atLeast, long wanted, boolean last) {
        return new AccountAsk(holder, null, 0, spent, returned, number, atLeast, wanted, last, null);
    }

    private long free() {
        return granted - returned - spent - reserved;
    }
}
