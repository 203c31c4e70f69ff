package dev.penstock.activities.budget;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps single completions of this process within the daily and monthly budgets of their tenant and API key. */
public final class Spending implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spending.class);

    private final Budgets budgets;
    private final LongSupplier nanoTime;
    private final LeaseHolder holder = LeaseHolder.process("process/" + UUID.randomUUID());
    private final ConcurrentMap<BudgetId, ProcessLease> leases = new ConcurrentHashMap<>();

    public Spending(Budgets budgets) {
        this(budgets, System::nanoTime);
    }

    Spending(Budgets budgets, LongSupplier nanoTime) {
        this.budgets = budgets;
        this.nanoTime = nanoTime;
    }

    /** The response to a claim: whether a call may be made. */
    public sealed interface Answer {
        record Allowed(Claim claim) implements Answer {}

        /**
         * The call may not be made, because a budget does not have enough left.
         *
         * @param reason a sentence for the caller
         */
        record Refused(String reason) implements Answer {}

        /** The call may not be made, because a budget has a limit and the call's worst case is not known. */
        record Unpriced(BudgetId budget) implements Answer {}

        /** The call may not be made, because the budget does not respond. */
        record Unknown(BudgetId budget) implements Answer {}
    }

    /**
     * Sets aside the most that a call may cost, in the budgets of its tenant and its API key.
     *
     * @param worst the amount; evaluated only if a budget has a limit
     */
    public Answer claim(@Nullable String tenant, @Nullable String key, Supplier<Optional<NanoUsd>> worst) {
        List<ProcessLease> limited = new ArrayList<>();
        for (BudgetId budget : budgets(tenant, key)) {
            try {
                ProcessLease lease =
                        leases.computeIfAbsent(budget, each -> new ProcessLease(each, budgets, holder, nanoTime));
                if (lease.isLimited()) {
                    limited.add(lease);
                }
            } catch (RuntimeException e) {
                return unknown(budget, e);
            }
        }
        if (limited.isEmpty()) {
            return new Answer.Allowed(new Claim(List.of(), NanoUsd.ZERO));
        }
        Optional<NanoUsd> most = worst.get();
        return most.isEmpty() ? new Answer.Unpriced(limited.getFirst().budget()) : reserve(limited, most.get());
    }

    private static Answer unknown(BudgetId budget, RuntimeException e) {
        log.warn("The budget of {} does not answer, so a call is not made", budget, e);
        return new Answer.Unknown(budget);
    }

    private static List<BudgetId> budgets(@Nullable String tenant, @Nullable String key) {
        return Stream.of(
                        Optional.ofNullable(tenant).map(BudgetId::ofTenant),
                        Optional.ofNullable(key).map(BudgetId::ofKey))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Answer reserve(List<ProcessLease> limited, NanoUsd worst) {
        List<ProcessLease> reserved = new ArrayList<>();
        for (ProcessLease lease : limited) {
            Optional<Answer> refusal = refusal(lease, worst);
            if (refusal.isPresent()) {
                reserved.forEach(each -> each.settle(worst, NanoUsd.ZERO));
                return refusal.get();
            }
            reserved.add(lease);
        }
        return new Answer.Allowed(new Claim(reserved, worst));
    }

    private static Optional<Answer> refusal(ProcessLease lease, NanoUsd worst) {
        try {
            return lease.reserve(worst).map(Answer.Refused::new);
        } catch (RuntimeException e) {
            return Optional.of(unknown(lease.budget(), e));
        }
    }

    /** Updates all leases. To be called every second. */
    public void reportAndRefresh() {
        leases.forEach((budget, lease) -> {
            try {
                lease.reportAndRefresh();
            } catch (RuntimeException e) {
                log.debug("What was spent could not be reported to the budget of {}", budget, e);
            }
        });
    }

    /** Returns the unused rest of all leases to their budgets. */
    @Override
    public void close() {
        leases.forEach((budget, lease) -> {
            try {
                lease.leave();
            } catch (RuntimeException e) {
                log.warn(
                        "The budget of {} could not be told that this process stops; what the process has borrowed counts as spent",
                        budget,
                        e);
            }
        });
        leases.clear();
    }

    /** An amount set aside for one call until the claim is settled. */
    public static final class Claim {
        private final List<ProcessLease> leases;
        private final NanoUsd worst;

        private Claim(List<ProcessLease> leases, NanoUsd worst) {
            this.leases = leases;
            this.worst = worst;
        }

        /** Returns what is set aside; zero where no budget has a limit. */
        public NanoUsd worst() {
            return worst;
        }

        /** Records what the call has cost; must be called once. */
        public void settle(NanoUsd cost) {
            leases.forEach(each -> each.settle(worst, cost));
        }
    }
}
