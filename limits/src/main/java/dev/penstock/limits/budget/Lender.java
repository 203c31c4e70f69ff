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
 * Lends money to borrowers, and never more than is left of the funds.
 *
 * <p>A borrower asks when it has too little for its next piece of work, and returns the money that it has. So money goes to
 * borrowers that can use it, and in the end to the last call that fits.
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
     * Opens a lease without a request.
     *
     * @param spent the borrower's earlier spending, which is counted already
     */
    public void open(LeaseHolder holder, NanoUsd spent) {
        add(new Lease(holder, spent));
    }

    /** Takes a message, which opens or updates a lease; a lease whose borrower leaves ends. */
    public void receive(LeaseRequest request, Instant now) {
        boolean leaves = request.activity() == LeaseRequest.Activity.LEAVING;
        Optional<Lease> known = find(request.holder());
        if (known.isEmpty() && !leaves) {
            add(new Lease(request, now));
        }
        known.ifPresent(lease -> funds.spend(lease.receive(request, now)));
        if (leaves) {
            leases.remove(request.holder().key());
        }
    }

    /**
     * Ends a lease.
     *
     * @param cost the total spending of the borrower
     * @param whole whether that is known to be all; otherwise the whole lease counts as spent
     */
    public void close(LeaseHolder holder, NanoUsd cost, boolean whole) {
        Lease lease = leases.remove(holder.key());
        if (lease != null) {
            NanoUsd lent = lease.sums().spent().plus(lease.held());
            funds.spend((whole ? cost : cost.max(lent)).minus(lease.sums().spent()));
        }
    }

    /** Lends nothing until each borrower has reported its spending from the time without a limit. */
    public void awaitReports() {
        leases.values().forEach(Lease::awaitReport);
    }

    /** Returns grants for waiting borrowers; those that need least come first, because they can begin with little. */
    public List<Message> lend() {
        List<Message> granted = new ArrayList<>();
        if (leases.values().stream().anyMatch(Lease::isUnheard)) {
            return granted;
        }
        for (Lease lease : smallestDemandFirst()) {
            Limit free = free();
            if (!free.allows(lease.demand().atLeast())) {
                break;
            }
            if (free instanceof Limit.AtMost(NanoUsd amount)) {
                // Not everything is lent at once: what one borrower has, another lacks, and most of it comes back.
                NanoUsd part = amount.dividedBy(2L * leases.size());
                lease.grant(lease.wanted().min(part.max(lease.demand().atLeast())));
            } else {
                lease.release();
            }
            granted.add(message(lease, LeaseGrant.Type.GRANTED, null));
        }
        return granted;
    }

    private List<Lease> smallestDemandFirst() {
        return leases.values().stream()
                .filter(Lease::waits)
                .sorted(Comparator.comparing(lease -> lease.demand().atLeast()))
                .toList();
    }

    /** Returns messages that ask every borrower to return money that is not reserved. */
    public List<Message> recall() {
        return leases.values().stream().map(this::recall).toList();
    }

    /** Returns a message that asks one borrower to return money that is not reserved; empty if there is no lease. */
    public Optional<Message> recall(LeaseHolder holder) {
        return find(holder).map(this::recall);
    }

    private Message recall(Lease lease) {
        return message(lease, LeaseGrant.Type.RECALLED, null);
    }

    Message message(Lease lease, LeaseGrant.Type type, @Nullable String reason) {
        Limit granted = funds.left().isUnlimited()
                ? Limit.UNLIMITED
                : Limit.atMost(lease.sums().granted());
        return new Message(lease.holder(), new LeaseGrant(type, lease.demand().number(), granted, reason));
    }

    /** Returns whether no borrower can make another call, and none has a call under way that could free money. */
    public boolean isExhausted() {
        return !leases.isEmpty() && leases.values().stream().allMatch(Lease::isStuck);
    }

    /** Returns the money of all borrowers, which they may spend, or have spent without having reported it. */
    public NanoUsd lent() {
        return NanoUsd.sum(leases.values().stream().map(Lease::held).toList());
    }

    /** Returns the least amount with which any waiting borrower could begin; empty when none waits. */
    public Optional<NanoUsd> needed() {
        return smallestDemandFirst().stream()
                .findFirst()
                .map(lease -> lease.demand().atLeast());
    }

    /** Returns the total amount that waiting borrowers could use. */
    public NanoUsd wanted() {
        return NanoUsd.sum(smallestDemandFirst().stream().map(Lease::wanted).toList());
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
