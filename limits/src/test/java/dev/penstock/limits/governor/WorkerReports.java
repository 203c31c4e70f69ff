package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.contracts.pool.TokensByKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers that report to a governor, under a clock that is moved. */
final class WorkerReports {
    static final PoolQuota RPM_600 = new PoolQuota(600L, null, 20, null);
    static final PoolTraffic QUIET = traffic(0, 0, 0, 0);

    final PoolQuota declared;
    PoolGovernor governor;
    long now = 1_000_000_000L;

    WorkerReports(PoolQuota declared) {
        this.declared = declared;
        governor = new PoolGovernor("test", null, now);
    }

    /** As from a second of work. */
    static PoolTraffic traffic(long calls, long answered, long throttled, long faults) {
        return new PoolTraffic(
                1000,
                calls,
                calls * 100,
                answered,
                throttled,
                throttled > 0 ? 1 : 0,
                false,
                throttled > 0 ? 1000L : null,
                faults,
                answered > 0 ? 500L : null,
                0,
                0,
                0);
    }

    PoolShare hungry(String worker) {
        return hungry(worker, QUIET);
    }

    PoolShare hungry(String worker, PoolTraffic traffic) {
        return report(worker, traffic, 50, 5, null);
    }

    /** As when a probe goes out. */
    PoolShare probing(String worker) {
        return hungry(worker, traffic(1, 0, 0, 0));
    }

    PoolShare probeAnswered(String worker) {
        return hungry(worker, traffic(0, 1, 0, 0).with(new ProbeOutcomes(1, 0), TokensByKind.NONE));
    }

    PoolShare probeLost(String worker) {
        return hungry(worker, traffic(0, 0, 0, 1).with(new ProbeOutcomes(0, 1), TokensByKind.NONE));
    }

    PoolShare idle(String worker) {
        return report(worker, QUIET, 0, 0, null);
    }

    PoolShare report(String worker, PoolTraffic traffic, int waiting, int inFlight, @Nullable String blocked) {
        return governor.report(
                new PoolReport(
                        worker, declared, null, traffic, waiting, inFlight, 1, blocked, false, null, null, List.of()),
                now);
    }

    PoolShare calling(String worker, ModelReport... models) {
        return governor.report(
                new PoolReport(
                        worker,
                        declared,
                        null,
                        traffic(models.length, models.length, 0, 0),
                        0,
                        1,
                        1,
                        null,
                        false,
                        null,
                        null,
                        List.of(models)),
                now);
    }

    /** As from a second of work, with calls waiting. */
    static ModelReport model(String name, @Nullable Long announced) {
        @Nullable PoolQuota quota = announced == null ? null : new PoolQuota(announced, null, null, null);
        return new ModelReport(name, quota, 1, 100, 1, 0, 0, false, null, 50, 5);
    }

    PoolShare declaring(String worker, PoolQuota itsOwn) {
        return governor.report(
                new PoolReport(worker, itsOwn, null, QUIET, 50, 5, 1, null, false, null, null, List.of()), now);
    }

    PoolShare leave(String worker) {
        return governor.report(
                new PoolReport(worker, declared, null, QUIET, 0, 0, 1, null, true, null, null, List.of()), now);
    }

    PoolShare announced(String worker, PoolQuota announced) {
        return governor.report(
                new PoolReport(
                        worker, declared, announced, traffic(1, 1, 0, 0), 50, 5, 1, null, false, null, null, List.of()),
                now);
    }

    void pass(long millis) {
        now += millis;
    }

    void restart() {
        governor = new PoolGovernor("test", governor.memory(), now);
    }

    @Nullable
    Long requestsPerMinute() {
        return governor.status(now).quota().requestsPerMinute();
    }
}
