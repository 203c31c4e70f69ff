package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.contracts.pool.TotalUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LongUseTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long QUARTER = 15 * MINUTE;

    private PoolQuota declared = perDay(100, null);
    private long now = 1_780_000_200_000L;
    private PoolGovernor governor = new PoolGovernor("p", null, now);

    @Test
    void lendsNoMoreThanTheDayHasLeftHoweverManyWorkersAsk() {
        long lent = 0;
        for (int worker = 0; worker < 40; worker++) {
            lent += requests(hungry("worker-" + worker, 0, null));
        }

        assertThat(lent).isLessThanOrEqualTo(100);
        assertThat(governor.status(now).state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void aUsedUpDayPausesThePoolUntilSomeOfItReturnsAndSaysWhen() {
        hungry("a", 0, null);
        pass(MINUTE);
        PoolShare share = hungry("a", 100, new TotalLimit(100L, null));

        assertThat(share.state()).isEqualTo(PoolState.USED_UP);
        assertThat(share.reason()).isEqualTo("its 100 requests a day are used up");
        assertThat(share.totalLimit()).isEqualTo(new TotalLimit(100L, null));
        assertThat(governor.queueRate(now)).isEqualTo(QueueRate.STOPPED);
        PoolStatus status = governor.status(now);
        assertThat(status.windows()).hasSize(1);
        assertThat(status.windows().getFirst().used()).isEqualTo(100);
        long until = status.waiting() == null ? 0 : status.waiting().until();
        // What was used in a quarter of an hour counts until the whole of it is a day old.
        assertThat(until).isBetween(now + 24 * HOUR, now + 24 * HOUR + QUARTER);
        now = until - 1;
        assertThat(hungry("a", 100, share.totalLimit()).state()).isEqualTo(PoolState.USED_UP);
        now = until;
        assertThat(requests(hungry("a", 100, share.totalLimit()))).isGreaterThan(100);
        assertThat(governor.status(now).state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void aDayThatBeginsAtATimeReturnsAtThatTime() {
        declared = new PoolQuota(
                null,
                null,
                20,
                null,
                new FurtherLimits(null, 100L, null, null, null, null, "00:00 America/Los_Angeles"));
        hungry("a", 0, null);
        hungry("a", 100, new TotalLimit(100L, null));

        long until = Optional.ofNullable(governor.status(now).waiting())
                .map(PoolStatus.Wait::until)
                .orElse(0L);

        assertThat(Instant.ofEpochMilli(until)).hasToString("2026-05-29T07:00:00Z");
        now = until;
        assertThat(requests(hungry("a", 100, new TotalLimit(100L, null)))).isGreaterThan(100);
    }

    @Test
    void callsOfALostReportAreCountedByTheNextOne() {
        hungry("a", 0, null);
        // A report of 40 calls never arrived.
        pass(2_000);
        hungry("a", 70, new TotalLimit(80L, null));

        assertThat(governor.status(now).windows().getFirst().used()).isEqualTo(70);
        assertThat(requests(hungry("b", 0, null))).isLessThanOrEqualTo(20);
    }

    @Test
    void whatADeadWorkerWasLentIsNobodyElses() {
        long lent = requests(hungry("dead", 0, null));
        pass(20 * MINUTE);

        hungry("b", 0, null);

        assertThat(governor.status(now).windows().getFirst().used()).isEqualTo(lent);
    }

    @Test
    void aWorkerThatStopsOrHasNothingToDoReturnsWhatItWasLent() {
        TotalLimit lent = hungry("a", 0, null).totalLimit();
        assertThat(lent).isNotNull();
        pass(1_000);
        TotalLimit rest =
                governor.report(report("a", 0, lent, 0, 0, false), now).totalLimit();
        assertThat(rest).isEqualTo(new TotalLimit(0L, null));
        TotalLimit again = hungry("a", 5, new TotalLimit(10L, null)).totalLimit();
        governor.report(report("a", 5, again, 5, 0, true), now);

        long free = 0;
        for (int i = 0; i < 60; i++) {
            pass(100);
            free = requests(hungry("b", free, new TotalLimit(free, null)));
        }

        assertThat(free).isEqualTo(95);
    }

    @Test
    void tokensOfADayCountAsTheyAreUsedAndTheLastOnesGoToCallsThatFit() {
        declared = perDay(null, 10_000L);
        TotalLimit first = governor.report(report("a", new TotalUse(0, 0, 0, 3_000, null), 5, 0, false), now)
                .totalLimit();
        assertThat(first == null ? null : first.tokens()).isBetween(3_000L, 10_000L);
        PoolShare share = governor.report(
                report("a", new TotalUse(3, 8_000, 0, 3_000, new TotalLimit(null, 8_000L)), 5, 0, false), now);

        assertThat(share.state()).isEqualTo(PoolState.USED_UP);
        assertThat(share.largestRequest()).isEqualTo(10_000);
        // A smaller call still fits.
        assertThat(governor.report(
                                report(
                                        "a",
                                        new TotalUse(3, 8_000, 0, 1_500, new TotalLimit(null, 8_000L)),
                                        5,
                                        0,
                                        false),
                                now)
                        .totalLimit())
                .isEqualTo(new TotalLimit(null, 10_000L));
    }

    @Test
    void theDaysUseIsHandedOnToTheNextRun() {
        hungry("a", 0, null);
        hungry("a", 60, new TotalLimit(70L, null));
        governor = new PoolGovernor("p", governor.memory(), now);

        hungry("a", 60, new TotalLimit(70L, null));
        assertThat(governor.status(now).windows().getFirst().used()).isEqualTo(60);
        assertThat(requests(hungry("b", 0, null))).isLessThanOrEqualTo(30);
    }

    @Test
    void thousandsOfProcessesLeaveASmallMemory() {
        for (int process = 0; process < 3_000; process++) {
            hungry("process-" + process, 0, null);
            pass(10_000);
        }

        PoolMemory.LongUse memory = Objects.requireNonNull(governor.memory().longUse());
        assertThat(memory.workers()).hasSizeLessThanOrEqualTo(200);
        assertThat(memory.quarters()).hasSizeLessThanOrEqualTo(101);
        assertThat(memory.minutes()).hasSizeLessThanOrEqualTo(61);
    }

    @Test
    void aMonthOfReportsLeavesASmallMemoryAlsoWhereNoHourIsLimited() {
        FurtherLimits untilMidnight =
                new FurtherLimits(null, 1_000_000L, null, null, null, null, "00:00 Europe/Berlin");
        for (PoolQuota quota : List.of(PoolQuota.UNKNOWN, new PoolQuota(null, null, 20, null, untilMidnight))) {
            declared = quota;
            governor = new PoolGovernor("p", null, now);
            for (int report = 0; report < 30 * 24 * 12; report++) {
                hungry("a", report, null);
                pass(5 * MINUTE);
            }

            PoolMemory.LongUse memory = Objects.requireNonNull(governor.memory().longUse());
            assertThat(memory.minutes()).hasSizeLessThanOrEqualTo(61);
            assertThat(memory.quarters()).hasSizeBetween(96, 101);
        }
    }

    @Test
    void aProcessThatComesBackIsNotCountedAgain() {
        long lent = requests(hungry("a", 0, null));
        pass(20 * MINUTE);
        hungry("b", 0, null);
        TotalLimit held = new TotalLimit(lent, null);

        hungry("a", 3, held);
        assertThat(used()).as("it may still start the others").isEqualTo(lent);
        governor = new PoolGovernor("p", governor.memory(), now);
        hungry("a", 4, held);
        assertThat(used()).isEqualTo(lent);
        hungry("a", lent + 2, new TotalLimit(lent + 5, null));
        assertThat(used()).isEqualTo(lent + 2);
    }

    @Test
    void aLargeCallThatWaitsDoesNotStopSmallerOnes() {
        declared = perDay(null, 10_000L);
        reportTokens(new TotalUse(0, 0, 0, 0, null), false);

        PoolShare share = reportTokens(new TotalUse(20, 4_000, 0, 7_000, new TotalLimit(null, 4_000L)), false);

        assertThat(share.state()).isEqualTo(PoolState.OPEN);
        assertThat(share.totalLimit()).isEqualTo(new TotalLimit(null, 10_000L));
    }

    @Test
    void callsUnderWayOfAWorkerThatStopsCountAsUsed() {
        declared = perDay(null, 10_000L);
        reportTokens(new TotalUse(0, 0, 0, 0, null), false);

        reportTokens(new TotalUse(3, 2_000, 3_000, 0, new TotalLimit(null, 6_000L)), true);

        assertThat(used()).isEqualTo(5_000);
    }

    @Test
    void livingProcessesAreRememberedHoweverManyTheyAre() {
        declared = perDay(100_000, null);
        for (int process = 0; process < 300; process++) {
            hungry("process-" + process, 0, null);
            pass(10);
        }
        hungry("process-0", 1, new TotalLimit(10L, null));

        assertThat(Objects.requireNonNull(governor.memory().longUse()).workers())
                .hasSize(300);
        assertThat(used()).isEqualTo(1);
    }

    private long used() {
        return governor.status(now).windows().getFirst().used();
    }

    private PoolShare reportTokens(TotalUse use, boolean leaving) {
        return governor.report(report("a", use, 5, 0, leaving), now);
    }

    private PoolShare hungry(String worker, long used, @Nullable TotalLimit holds) {
        return governor.report(report(worker, used, holds, 5, 20, false), now);
    }

    private PoolReport report(
            String worker, long used, @Nullable TotalLimit holds, int inFlight, int waiting, boolean leaving) {
        return report(worker, new TotalUse(used, 0, 0, 0, holds), inFlight, waiting, leaving);
    }

    private PoolReport report(String worker, TotalUse use, int inFlight, int waiting, boolean leaving) {
        return new PoolReport(
                worker,
                declared,
                null,
                WorkerReports.QUIET,
                waiting,
                inFlight,
                1,
                null,
                leaving,
                null,
                null,
                List.of(),
                use);
    }

    private void pass(long millis) {
        now += millis;
    }

    private static long requests(PoolShare share) {
        TotalLimit limit = share.totalLimit();
        return limit == null || limit.requests() == null ? Long.MAX_VALUE : limit.requests();
    }

    private static PoolQuota perDay(@Nullable Integer requests, @Nullable Long tokens) {
        return new PoolQuota(
                null, null, 20, null, FurtherLimits.perDay(requests == null ? null : (Long) (long) requests, tokens));
    }
}
