package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.InputOutputShare;
import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.Permit;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PoolReporterTest {
    private static final StoreId STORE = new StoreId("0badcafe");
    private static final PoolShare OPEN =
            new PoolShare(PoolState.OPEN, null, 6_000L, null, 7, true, null, null, 1, 200, List.of());
    private static final PoolShare OUTAGE =
            new PoolShare(PoolState.OUTAGE, "10 of 20 were lost", 6_000L, null, 0, true, null, null, 1, 200, List.of());

    private final List<PoolReport> reports = new CopyOnWriteArrayList<>();
    private volatile PoolShare share = OPEN;
    private volatile boolean reachable = true;
    private volatile Runnable duringReport = () -> {};
    private final Pool pool = new Pool(
            PoolConfig.of("p", "http://127.0.0.1/v1", null),
            (url, body) -> new Outcome.Lost(null, null, new Result.Error("x", "x")));
    private final PoolReporter reporter = new PoolReporter("w", STORE, pool, this::answer, () -> {});

    @BeforeEach
    void listen() {
        pool.limiter().onChange(reporter::limiterChanged);
        reporter.closeLimiter();
    }

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void announcedLimitsHoldBeforeTheGovernorHasAnswered() {
        share = new PoolShare(PoolState.OPEN, null, null, null, 7, true, null, null, 1, 60_000, List.of());
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 7);
        reachable = false;

        reporter.limitsAnnounced(Optional.empty(), new PoolQuota(600L, 50_000L, null, null));

        assertThat(pool.limiter().limits())
                .isEqualTo(new RateLimits(QuotaLimit.atMost(600), QuotaLimit.atMost(50_000), 7, true));
    }

    @Test
    void announcedLimitsOfInputAndOutputTokensHoldBeforeTheGovernorHasAnsweredAndItsShareAfter() {
        share = new PoolShare(PoolState.OPEN, null, null, null, 7, true, null, null, 1, 60_000, List.of());
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 7);

        FurtherLimits announced = FurtherLimits.NONE.withInputOutput(50_000L, 10_000L);
        share = new PoolShare(
                PoolState.OPEN,
                null,
                null,
                null,
                8,
                true,
                null,
                null,
                2,
                60_000,
                List.of(),
                null,
                new InputOutputShare(25_000L, 5_000L, 50_000L));
        reachable = false;
        reporter.limitsAnnounced(Optional.empty(), new PoolQuota(null, null, null, null, announced));
        assertThat(pool.limiter().limits())
                .isEqualTo(
                        new RateLimits(PerMinuteLimits.of(new PoolQuota(null, null, null, null, announced)), 7, true));

        reachable = true;
        reporter.reportSoon();
        await().until(() -> pool.limiter().limits().concurrency() == 8);
        assertThat(pool.limiter().limits().perMinute().outputTokens()).isEqualTo(QuotaLimit.atMost(5_000));
        assertThat(pool.limiter().limits().largestRequest().inputTokens()).isEqualTo(QuotaLimit.atMost(50_000));
    }

    @Test
    void announcedLimitsOfOneOfSeveralModelsBindThatModelAndDoNotReplaceItsShare() {
        ModelShare ofSlow = new ModelShare("slow", 15L, null, null);
        share = new PoolShare(PoolState.OPEN, null, null, null, 7, true, null, null, 4, 60_000, List.of(ofSlow));
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 7);
        reachable = false;

        reporter.limitsAnnounced(Optional.of("slow"), new PoolQuota(60L, null, null, null));
        reporter.limitsAnnounced(Optional.of("quick"), new PoolQuota(6_000L, null, null, null));

        assertThat(pool.limiter().limits().requestsPerMinute()).isEqualTo(QuotaLimit.UNLIMITED);
        assertThat(pool.limiter().limits().models())
                .isEqualTo(Map.of("slow", requestsPerMinute(15), "quick", requestsPerMinute(6_000)));
    }

    private static ModelLimits requestsPerMinute(long requests) {
        return new ModelLimits(QuotaLimit.atMost(requests), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
    }

    @Test
    void announcedLimitsHoldWhenTheGovernorAnswersAnEarlierReport() {
        share = new PoolShare(PoolState.OPEN, null, null, null, 7, true, null, null, 1, 60_000, List.of());
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 7);
        duringReport = () -> reporter.limitsAnnounced(Optional.empty(), new PoolQuota(600L, null, null, null));
        share = new PoolShare(PoolState.OPEN, null, null, null, 8, true, null, null, 1, 60_000, List.of());

        reporter.reportSoon();

        await().until(() -> pool.limiter().limits().concurrency() == 8);
        assertThat(pool.limiter().limits().requestsPerMinute()).isEqualTo(QuotaLimit.atMost(600));
    }

    @Test
    void announcedLimitsDoNotReplaceAShare() {
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 7);

        reporter.limitsAnnounced(Optional.empty(), new PoolQuota(600L, null, null, null));

        assertThat(pool.limiter().limits().requestsPerMinute()).isEqualTo(QuotaLimit.atMost(6_000));
    }

    @Test
    void theRateLimiterIsKeptToTheShare() {
        reporter.start();

        await().until(() -> pool.limiter().limits().concurrency() == 7);
        assertThat(pool.limiter().limits().requestsPerMinute()).isEqualTo(QuotaLimit.atMost(6_000));
        assertThat(reports.getFirst().worker()).isEqualTo("w");
    }

    @Test
    void withoutAGovernorAPoolKeepsToItsOwnConfiguration() {
        reachable = false;

        reporter.start();

        await().until(() -> pool.limiter().limits().concurrency() == RateLimits.DEFAULT_CONCURRENCY);
    }

    @Test
    void withoutAGovernorAProcessThatStartsCallsNothingOfADeclaredDay() {
        PoolQuota ofDay = new PoolQuota(null, null, null, null, FurtherLimits.perDay(1_000L, null));
        Pool daily = new Pool(
                PoolConfig.of("d", "http://127.0.0.1/v1", null).withDeclared(ofDay),
                (url, body) -> new Outcome.Lost(null, null, new Result.Error("x", "x")));
        ShareEnforcer enforcer = new ShareEnforcer(daily);

        enforcer.applyLastShare();
        assertThat(daily.limiter().limits().concurrency()).isZero();
        assertThat(enforcer.keepTo(OPEN, System.nanoTime(), false).toMillis()).isEqualTo(200);
        enforcer.applyLastShare();

        assertThat(daily.limiter().limits().concurrency()).isEqualTo(7);
    }

    @Test
    void aBurstOfFaultsShutsTheRateLimiterUntilTheGovernorHasAnswered() {
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 7);
        share = OUTAGE;

        for (int i = 0; i < 20; i++) {
            pool.meter().lost("connection refused", false);
        }

        assertThat(pool.limiter().limits().concurrency()).isZero();
        await().until(() -> reporter.problem().isPresent());
        assertThat(reporter.problem()).contains("pool p: outage, 10 of 20 were lost (last: connection refused)");
        share = OPEN;
        await().until(() -> pool.limiter().limits().concurrency() == 7);
        assertThat(reporter.problem()).isEmpty();
    }

    @Test
    void anIdleProcessReportsNoMoreUntilSomebodyComes() throws InterruptedException {
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 1);
        int before = reports.size();

        Permit first = pool.limiter().acquire(CallTokens.NONE, Urgency.HIGH);

        await().until(() -> reports.size() > before);
        await().until(() -> pool.limiter().limits().concurrency() == 7);
        first.answered(CallTokens.of(1));
    }

    @Test
    void whoLeavesGivesItsShareBackEvenIfNobodyElseHasAskedForItYet() {
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == 7);

        reporter.close();

        assertThat(reports.getLast().leaving()).isTrue();
    }

    @Test
    void whoEndsAloneAtOnceHasStillSaidWhatBlocksThePool() {
        reachable = false;
        reporter.start();
        await().until(() -> pool.limiter().limits().concurrency() == RateLimits.DEFAULT_CONCURRENCY);
        pool.meter().blocked("401");
        reachable = true;

        reporter.close();

        assertThat(reports).extracting(PoolReport::blocked).contains("401");
    }

    private PoolShare answer(PoolReport report) {
        if (!reachable) {
            throw new IllegalStateException("no server");
        }
        reports.add(report);
        duringReport.run();
        return share;
    }
}
