package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseMemory;
import dev.penstock.contracts.budget.LeaseRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lends money to borrowers: what they hold is never more than what is left of the funds.
 *
 * <p>A borrower asks when it has too little for its next piece of work, and gives back what it has. So the money goes to where
 * something can be done with it, and in the end to the last call that fits.
 */
public final class Lender {
    private final Funds funds;
    private final SortedMap<String, Lease> leases = new TreeMap<>();

    /** A message for one borrower. */
    public record Message(LeaseHolder holder, LeaseGrant grant) {}

    public Lender(Funds funds) {
        this.funds = funds;
    }

    void restore(List<LeaseMemory> memories) {
        memories.stream().map(Lease::new).forEach(this::add);
    }

    List<LeaseMemory> memories() {
        return leases.values().stream().map(Lease::memory).toList();
    }

    /**
     * Begins a lease without a request.
     *
     * @param spent by the borrower before, and counted already
     */
    public void open(LeaseHolder holder, NanoUsd spent) {
        add(new Lease(holder, spent));
    }

    /** Begins a lease, or goes on with one; a lease whose borrower leaves ends. */
    public void hear(LeaseRequest request, Instant now) {
        boolean leaves = request.activity() == LeaseRequest.Activity.LEAVING;
        Optional<Lease> known = find(request.holder());
        if (known.isEmpty() && !leaves) {
            add(new Lease(request, now));
        }
        known.ifPresent(lease -> funds.spend(lease.hear(request, now)));
        if (leaves) {
            leases.remove(request.holder().key());
        }
    }

    /**
     * Ends a lease.
     *
     * @param cost what the borrower has spent in all
     * @param whole whether that is known to be all; otherwise what was lent counts as spent
     */
    public void close(LeaseHolder holder, NanoUsd cost, boolean whole) {
        Lease lease = leases.remove(holder.key());
        if (lease != null) {
            NanoUsd lent = lease.sums().spent().plus(lease.held());
            funds.spend((whole ? cost : cost.max(lent)).minus(lease.sums().spent()));
        }
    }

    /** Lends nothing before each of the borrowers has said what it spent while there was no limit. */
    public void awaitReports() {
        leases.values().forEach(Lease::awaitReport);
    }

    /** Returns what those that wait are granted now; the modest first, for they can do something with little. */
    public List<Message> lend() {
        List<Message> granted = new ArrayList<>();
        if (leases.values().stream().anyMatch(Lease::isUnheard)) {
            return granted;
        }
        for (Lease lease : byModesty()) {
            Limit free = free();
            if (!free.allows(lease.demand().atLeast())) {
                break;
            }
            if (free instanceof Limit.AtMost(NanoUsd amount)) {
                // Not all at once: what one has, another hasn't, and most of it comes back.
                NanoUsd part = amount.dividedBy(2L * leases.size());
                lease.grant(lease.wanted().min(part.max(lease.demand().atLeast())));
            } else {
                lease.release();
            }
            granted.add(tell(lease, LeaseGrant.Type.GRANTED, null));
        }
        return granted;
    }

    private List<Lease> byModesty() {
        return leases.values().stream()
                .filter(Lease::waits)
                .sorted(Comparator.comparing(lease -> lease.demand().atLeast()))
                .toList();
    }

    /** Returns the call to give back what is not set aside, for every borrower. */
    public List<Message> recall() {
        return leases.values().stream().map(this::recall).toList();
    }

    /** Returns the call to give back what is not set aside, for one borrower; empty where there is no lease. */
    public Optional<Message> recall(LeaseHolder holder) {
        return find(holder).map(this::recall);
    }

    private Message recall(Lease lease) {
        return tell(lease, LeaseGrant.Type.RECALLED, null);
    }

    Message tell(Lease lease, LeaseGrant.Type type, @Nullable String reason) {
        Limit granted = funds.left().isUnlimited()
                ? Limit.UNLIMITED
                : Limit.atMost(lease.sums().granted());
        return new Message(lease.holder(), new LeaseGrant(type, lease.demand().number(), granted, reason));
    }

    /** Returns whether no borrower can make another call, and none has any under way that could set money free. */
    public boolean isExhausted() {
        return !leases.isEmpty() && leases.values().stream().allMatch(Lease::isStuck);
    }

    /** Returns what borrowers hold: they may spend it, or have spent it without having said so. */
    public NanoUsd lent() {
        return NanoUsd.sum(leases.values().stream().map(Lease::held).toList());
    }

    /** Returns what the most modest of those that wait cannot begin without; empty when none waits. */
    public Optional<NanoUsd> needed() {
        return byModesty().stream().findFirst().map(lease -> lease.demand().atLeast());
    }

    /** Returns what those that wait could use. */
    public NanoUsd wanted() {
        return NanoUsd.sum(byModesty().stream().map(Lease::wanted).toList());
    }

    public List<LeaseHolder> borrowers() {
        return leases.values().stream().map(Lease::holder).toList();
    }

    private Limit free() {
        return funds.left().minus(lent());
    }

    Optional<Lease> find(LeaseHolder holder) {
        return Optional.ofNullable(leases.get(holder.key()));
    }

    Collection<Lease> leases() {
        return leases.values();
    }

    private void add(Lease lease) {
        leases.put(lease.holder().key(), lease);
    }
}
