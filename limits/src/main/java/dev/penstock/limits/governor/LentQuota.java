package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.contracts.pool.TotalUse;
import org.jspecify.annotations.Nullable;

/** The use of one process in all according to its last report, and what is lent to it besides of the limits of an hour or a day. */
final class LentQuota {
    private final String worker;
    long lastReport;
    private CountedTotal requests = CountedTotal.NONE;
    private CountedTotal tokens = CountedTotal.NONE;
    long lentRequests;
    long lentTokens;
    /** Not handed on to the next run of the pool's workflow, as {@code tokensInFlight}: the next report tells. */
    long largestWaiting;

    long tokensInFlight;

    LentQuota(String worker) {
        this.worker = worker;
    }

    /** Creates what is known of a process that began before its calls were counted: nothing but its report counts. */
    LentQuota(PoolReport report, TotalUse use) {
        this(report.worker());
        requests = CountedTotal.before(use.requests(), report.traffic().calls());
        tokens = CountedTotal.before(use.tokens(), report.traffic().tokens());
    }

    LentQuota(PoolMemory.LongUseOfWorker memory) {
        this(memory.name());
        lastReport = memory.lastReport();
        requests = new CountedTotal(memory.requests(), memory.writtenOffRequests());
        tokens = new CountedTotal(memory.tokens(), memory.writtenOffTokens());
        lentRequests = memory.lentRequests();
        lentTokens = memory.lentTokens();
    }

    /** Notes a report, and adds what it tells that was not known to a history. */
    void record(TotalUse use, LongUse history, long now) {
        history.add(requests.growthTo(use.requests()), tokens.growthTo(use.tokens()), now);
        requests = requests.after(use.requests());
        tokens = tokens.after(use.tokens());
        // It keeps to the limit that it holds until it has heard of another one.
        lentRequests = beyond(use.limit() == null ? null : use.limit().requests(), requests.counted());
        lentTokens = Math.max(
                use.tokensInFlight(),
                beyond(use.limit() == null ? null : use.limit().tokens(), tokens.counted()));
        largestWaiting = use.largestWaiting();
        tokensInFlight = use.tokensInFlight();
        lastReport = now;
    }

    /**
     * Lends amounts until the next report.
     *
     * @param newRequests null = the requests are not limited, as {@code newTokens}
     */
    TotalLimit lend(@Nullable Long newRequests, @Nullable Long newTokens) {
        lentRequests = Math.max(lentRequests, newRequests == null ? 0 : newRequests);
        lentTokens = Math.max(lentTokens, newTokens == null ? 0 : newTokens);
        return new TotalLimit(
                newRequests == null ? null : (Long) (requests.counted() + newRequests),
                newTokens == null ? null : (Long) (tokens.counted() + newTokens));
    }

    /** Counts what was lent as used, because the process is gone and may have used it. */
    void writeOff(LongUse history, long now) {
        history.add(lentRequests, lentTokens, now);
        requests = requests.writeOff(lentRequests);
        tokens = tokens.writeOff(lentTokens);
        lentRequests = 0;
        lentTokens = 0;
    }

    PoolMemory.LongUseOfWorker memory() {
        return new PoolMemory.LongUseOfWorker(
                worker,
                lastReport,
                requests.counted(),
                tokens.counted(),
                lentRequests,
                lentTokens,
                requests.writtenOff(),
                tokens.writtenOff());
    }

    private static long beyond(@Nullable Long limit, long used) {
        return limit == null ? 0 : Math.max(0, limit - used);
    }
}
