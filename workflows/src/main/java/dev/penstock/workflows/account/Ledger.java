package dev.penstock.workflows.account;

import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountGrant.Word;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountLimits;
import dev.penstock.contracts.account.AccountMemory;
import dev.penstock.contracts.account.AccountStatus;
import dev.penstock.contracts.account.LimitChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An account's books. What has been spent counts in the day and month in which a holder says so; until then, what a holder
 * has counts in each day and month in which it has it. So no day's or month's calls can cost more than its limit.
 */
public final class Ledger {
    /** Others may give something back in this time, before somebody is told to wait. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final AccountId account;
    private final Periods periods;
    private final SortedMap<String, Holding> holders = new TreeMap<>();
    private final List<Message> unsent = new ArrayList<>();

    /** For the batch with this workflow id and run. */
    public record Message(String workflowId, String run, AccountGrant grant) {}

    public Ledger(AccountId account, @Nullable AccountMemory memory, long now) {
        this.account = account;
        if (memory == null) {
            periods = new Periods(Periods.day(now), 0, 0, AccountLimits.NONE, AccountLimits.NONE);
        } else {
            periods = new Periods(
                    memory.day(), memory.spentThatDay(), memory.spentThatMonth(), memory.set(), memory.configured());
            memory.holders().forEach(holder -> holders.put(name(holder.ask()), new Holding(holder)));
        }
    }

    public AccountMemory memory() {
        return new AccountMemory(
                periods.day(),
                periods.spentToday(),
                periods.spentThisMonth(),
                periods.set(),
                periods.configured(),
                holders.values().stream().map(Holding::memory).toList());
    }

    public void heard(AccountAsk ask, long now) {
        if (ask.configured() != null && !ask.configured().equals(periods.configured())) {
            change(LimitChange.configured(ask.configured()));
        }
        settleEarlierRuns(ask);
        Holding holder = holders.get(name(ask));
        if (holder == null) {
            if (!ask.last()) {
                holders.put(name(ask), new Holding(ask, now));
            }
            return;
        }
        periods.spend(holder.heard(ask, now));
        if (ask.last()) {
            holders.remove(name(ask));
        }
    }

    /** Terminated by force, it left no word of what it spent; the batch's results have told its next run. */
    private void settleEarlierRuns(AccountAsk ask) {
        List.copyOf(holders.values()).stream()
                .filter(holder -> holder.isOtherRunOf(ask))
                .forEach(holder -> {
                    periods.spend(holder.spentUnsaid(ask.before()));
                    holders.remove(name(holder.ask()));
                });
    }

    /** What a process is to hear, that waits for nothing but the answer. */
    public AccountGrant answer(AccountAsk ask) {
        grantAll();
        Holding holder = holders.get(name(ask));
        if (holder == null || periods.left() == null) {
            return new AccountGrant(account, Word.GRANTED, ask.number(), null, null);
        }
        boolean refused = holder.waits();
        holder.forget();
        return new AccountGrant(
                account,
                refused ? Word.REFUSED : Word.GRANTED,
                ask.number(),
                holder.granted(),
                refused ? reason() : null);
    }

    public void change(LimitChange change) {
        Long before = periods.left();
        periods.change(change);
        Long left = periods.left();
        boolean less = left != null && (before == null || left < before);
        if (left != null && before == null) {
            holders.values().forEach(Holding::release);
        }
        reconsider();
        if (less) {
            // They may have more than they should.
            tellAll(Word.RECALLED);
        }
    }

    private void reconsider() {
        holders.values().forEach(Holding::reconsider);
    }

    /** This batch is not there any more. */
    public void gone(String workflowId, String run) {
        Holding holder = holders.get(name(workflowId, run));
        if (holder != null) {
            holder.lose();
        }
    }

    /** What there is to say now: grants, refusals, and at midnight the question what was spent. */
    public List<Message> act(long now) {
        if (periods.isOver(now)) {
            buryTheLost(now);
            periods.turn(now);
            reconsider();
            tellAll(Word.REPORT);
        }
        grantAll();
        if (refuse(now)) {
            askOthers();
        }
        List<Message> said = List.copyOf(unsent);
        unsent.clear();
        return said;
    }

    /** Nobody knows what they spent of it, so that all of it counts. */
    private void buryTheLost(long now) {
        holders.values().removeIf(holder -> {
            if (holder.isLost(now)) {
                periods.spend(holder.held());
            }
            return holder.isLost(now);
        });
    }

    /** The modest first, for they can do something with little. */
    private void grantAll() {
        List<Holding> waiting = holders.values().stream()
                .filter(Holding::waits)
                .sorted(Comparator.comparingLong(holder -> holder.ask().atLeast()))
                .toList();
        for (Holding holder : waiting) {
            Long free = free();
            AccountAsk ask = holder.ask();
            if (free == null) {
                holder.release();
            } else if (free < ask.atLeast()) {
                return;
            } else {
                // Not all at once: what one has, another hasn't, and most of it comes back.
                long part = free / (2L * holders.size());
                holder.grant(Math.min(Math.max(ask.wanted(), ask.atLeast()), Math.max(ask.atLeast(), part)));
            }
            tell(holder, Word.GRANTED, null);
        }
    }

    /** Whether anybody has to be told to wait. */
    private boolean refuse(long now) {
        List<Holding> told = holders.values().stream()
                .filter(holder -> holder.waits() && !holder.isRefused())
                .filter(holder -> held() == holder.held() || now >= holder.askedAt() + GRACE.toMillis())
                .toList();
        told.forEach(holder -> {
            holder.refuse();
            tell(holder, Word.REFUSED, reason());
        });
        return !told.isEmpty();
    }

    /** They may have something to give back, or not be there any more. */
    private void askOthers() {
        holders.values().stream()
                .filter(holder -> !holder.waits() && !holder.isGone() && holder.held() > 0)
                .forEach(holder -> tell(holder, Word.REPORT, null));
    }

    private void tellAll(Word word) {
        holders.values().stream().filter(holder -> !holder.isGone()).forEach(holder -> tell(holder, word, null));
    }

    private void tell(Holding holder, Word word, @Nullable String reason) {
        AccountAsk ask = holder.ask();
        if (ask.run() != null) {
            Long granted = periods.left() == null ? null : holder.granted();
            AccountGrant grant = new AccountGrant(account, word, ask.number(), granted, reason);
            unsent.add(new Message(ask.holder(), ask.run(), grant));
        }
    }

    /** When there is something to do without anybody's word; null = never. */
    public @Nullable Long nextAct() {
        if (holders.isEmpty()) {
            return null;
        }
        return holders.values().stream()
                .filter(holder -> holder.waits() && !holder.isRefused())
                .mapToLong(holder -> holder.askedAt() + GRACE.toMillis())
                .reduce(periods.end(), Math::min);
    }

    public AccountStatus status() {
        return StatusText.of(account, periods, held(), holders.values());
    }

    private String reason() {
        return StatusText.reason(account, periods, held());
    }

    private @Nullable Long free() {
        Long left = periods.left();
        return left == null ? null : left - held();
    }

    private long held() {
        return holders.values().stream().mapToLong(Holding::held).sum();
    }

    private static String name(AccountAsk ask) {
        return name(ask.holder(), ask.run());
    }

    private static String name(String holder, @Nullable String run) {
        return run == null ? holder : holder + " " + run;
    }
}
