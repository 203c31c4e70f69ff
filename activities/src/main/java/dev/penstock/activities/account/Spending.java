package dev.penstock.activities.account;

import dev.penstock.contracts.account.AccountId;
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

/** Keeps the single calls of this process within what their tenant and key may spend. */
public final class Spending implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spending.class);

    private final Accounts accounts;
    private final LongSupplier nanoTime;
    private final String holder = "process/" + UUID.randomUUID();
    private final ConcurrentMap<AccountId, Allotment> allotments = new ConcurrentHashMap<>();

    public Spending(Accounts accounts) {
        this(accounts, System::nanoTime);
    }

    Spending(Accounts accounts, LongSupplier nanoTime) {
        this.accounts = accounts;
        this.nanoTime = nanoTime;
    }

    /** Whether a call may be made. */
    public sealed interface Answer {
        record Allowed(Claim claim) implements Answer {}

        /**
         * @param reason for the caller
         */
        record Refused(String reason) implements Answer {}

        /** There is a limit, and nobody knows what the call may cost. */
        record Unpriced(AccountId account) implements Answer {}

        /** Nobody says now what is left. */
        record Unknown(AccountId account) implements Answer {}
    }

    /**
     * Sets aside what a call may cost.
     *
     * @param worst in billionths of a US dollar; asked for only where there is a limit
     */
    public Answer claim(@Nullable String tenant, @Nullable String key, Supplier<Optional<Long>> worst) {
        List<Allotment> limited = new ArrayList<>();
        for (AccountId account : accounts(tenant, key)) {
            try {
                Allotment allotment =
                        allotments.computeIfAbsent(account, each -> new Allotment(each, accounts, holder, nanoTime));
                if (allotment.isLimited()) {
                    limited.add(allotment);
                }
            } catch (RuntimeException e) {
                return unknown(account, e);
            }
        }
        if (limited.isEmpty()) {
            return new Answer.Allowed(new Claim(List.of(), 0));
        }
        Optional<Long> most = worst.get();
        return most.isEmpty() ? new Answer.Unpriced(limited.getFirst().account()) : reserve(limited, most.get());
    }

    private static Answer unknown(AccountId account, RuntimeException e) {
        log.warn("{} does not answer, so that a call is not made", account, e);
        return new Answer.Unknown(account);
    }

    private static List<AccountId> accounts(@Nullable String tenant, @Nullable String key) {
        return Stream.of(
                        Optional.ofNullable(tenant).map(AccountId::ofTenant),
                        Optional.ofNullable(key).map(AccountId::ofKey))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Answer reserve(List<Allotment> limited, long worst) {
        List<Allotment> reserved = new ArrayList<>();
        for (Allotment allotment : limited) {
            Answer refusal = refusal(allotment, worst);
            if (refusal != null) {
                reserved.forEach(each -> each.settle(worst, 0));
                return refusal;
            }
            reserved.add(allotment);
        }
        return new Answer.Allowed(new Claim(reserved, worst));
    }

    private static @Nullable Answer refusal(Allotment allotment, long worst) {
        try {
            String reason = allotment.reserve(worst);
            return reason == null ? null : new Answer.Refused(reason);
        } catch (RuntimeException e) {
            return unknown(allotment.account(), e);
        }
    }

    /** To be called every second. */
    public void tick() {
        allotments.forEach((account, allotment) -> {
            try {
                allotment.tick();
            } catch (RuntimeException e) {
                log.debug("{} could not be told", account, e);
            }
        });
    }

    /** Gives back what is left. */
    @Override
    public void close() {
        allotments.forEach((account, allotment) -> {
            try {
                allotment.leave();
            } catch (RuntimeException e) {
                log.warn("{} could not be told that this process stops; what it has counts as spent", account, e);
            }
        });
        allotments.clear();
    }

    /** What is set aside for one call, until it is closed. */
    public static final class Claim implements AutoCloseable {
        private final List<Allotment> allotments;
        private final long worst;
        private long cost;

        private Claim(List<Allotment> allotments, long worst) {
            this.allotments = allotments;
            this.worst = worst;
        }

        /** From now on it may have cost all that was set aside. */
        public void sent() {
            cost = worst;
        }

        /** Empty = nobody knows, so that all of it counts. */
        public void costs(Optional<Long> nanoUsd) {
            cost = nanoUsd.orElse(worst);
        }

        @Override
        public void close() {
            allotments.forEach(each -> each.settle(worst, cost));
        }
    }
}
