package dev.penstock.workflows.account;

import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.workflows.budget.BatchBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a batch has of all accounts that it draws on; the least of them says what it may cost. */
public final class Purses {
    /** Asks for so many times what it could use at once, so that it need not ask for every shard. */
    private static final long AHEAD = 4;

    private static final Duration MENTION_EVERY = Duration.ofSeconds(30);

    private final List<Purse> purses = new ArrayList<>();

    /** For an account. */
    public record Message(AccountId account, AccountAsk ask) {}

    public boolean isEmpty() {
        return purses.isEmpty();
    }

    /** Whether it is news. */
    public boolean open(AccountId account, String holder, String run, long before) {
        if (find(account).isPresent()) {
            return false;
        }
        purses.add(new Purse(account, holder, run, before));
        return true;
    }

    /**
     * What the whole batch may cost; null = anything.
     *
     * @param own the batch's own budget
     */
    public @Nullable Long most(@Nullable Long own) {
        Long least = own;
        for (Purse purse : purses) {
            Long most = purse.most();
            least = most == null || (least != null && least < most) ? least : most;
        }
        return least;
    }

    /** For what the shards that wait lack, as far as the batch's own budget allows it. */
    public List<Message> asks(BatchBudget budget, @Nullable Long own, long now) {
        OptionalLong needed = budget.needed();
        long committed = budget.committed();
        if (needed.isEmpty() || (own != null && own - committed < needed.getAsLong())) {
            return List.of();
        }
        long most = own == null ? Long.MAX_VALUE : own - committed;
        long wanted = Math.min(most, AHEAD * budget.wanted());
        List<Message> asks = new ArrayList<>();
        for (Purse purse : purses) {
            if (purse.lacks(needed.getAsLong(), committed) && purse.hasToAsk(needed.getAsLong())) {
                asks.add(new Message(
                        purse.account(), purse.ask(needed.getAsLong(), wanted, committed, budget.spent(), now)));
            }
        }
        return asks;
    }

    /** Whether there is enough for the most modest of those that wait. */
    public boolean suffice(BatchBudget budget) {
        long needed = budget.needed().orElse(0);
        return purses.stream().noneMatch(purse -> purse.lacks(needed, budget.committed()));
    }

    /** Why it has to wait; empty while there is hope. */
    public Optional<String> refusal() {
        return purses.stream().map(Purse::refusal).filter(Objects::nonNull).findFirst();
    }

    public void heard(AccountGrant grant) {
        find(grant.account()).ifPresent(purse -> purse.heard(grant));
    }

    public void unheard(AccountId account) {
        find(account).ifPresent(Purse::unheard);
    }

    public void insist() {
        purses.forEach(Purse::insist);
    }

    /** What an account wants to know. */
    public List<Message> report(AccountId account, BatchBudget budget, long now) {
        return find(account).stream()
                .map(purse -> new Message(account, purse.report(budget.committed(), budget.spent(), now)))
                .toList();
    }

    /**
     * What the accounts should know at once, because nothing more is to come for a while; all that is free goes back.
     *
     * @param patiently whether an account's money is kept while another's answer is on its way; otherwise each gives
     *     back what it has before the other has answered, for ever
     */
    public List<Message> settle(BatchBudget budget, boolean patiently, long now) {
        long committed = budget.committed();
        List<Message> messages = new ArrayList<>();
        for (Purse purse : purses) {
            boolean keeps = patiently && purses.stream().anyMatch(other -> other != purse && other.awaitsAnswer());
            if (purse.knowsLessThan(budget.spent()) || (!keeps && purse.hasFree(committed))) {
                messages.add(new Message(
                        purse.account(),
                        keeps ? purse.mention(budget.spent(), now) : purse.report(committed, budget.spent(), now)));
            }
        }
        return messages;
    }

    /** What the accounts should know by now. */
    public List<Message> mention(BatchBudget budget, long now) {
        return purses.stream()
                .filter(purse -> purse.knowsLessThan(budget.spent()))
                .filter(purse -> now - purse.toldAt() >= MENTION_EVERY.toMillis())
                .map(purse -> new Message(purse.account(), purse.mention(budget.spent(), now)))
                .toList();
    }

    /** The last, with all shards ended; what one left without a word has been spent. */
    public List<Message> leave(BatchBudget budget, long now) {
        long spent = Math.max(budget.spent(), budget.committed());
        List<Message> last = purses.stream()
                .map(purse -> new Message(purse.account(), purse.leave(spent, now)))
                .toList();
        purses.clear();
        return last;
    }

    private Optional<Purse> find(AccountId account) {
        return purses.stream().filter(purse -> purse.account().equals(account)).findFirst();
    }
}
