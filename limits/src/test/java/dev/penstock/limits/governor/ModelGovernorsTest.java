package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.contracts.pool.TotalUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelGovernorsTest {
    private static final ModelReport SMALL = hungry("small", 60);
    private static final ModelReport LARGE = hungry("large", 6_000);

    /** Workers report the least limits of all models that they know of, whichever they call now. */
    private static final PoolQuota LEAST_EVER = new PoolQuota(60L, null, null, null);

    private final WorkerReports workers = new WorkerReports(PoolQuota.UNKNOWN);

    @Test
    void announcedLimitsOfTheOnlyModelAreThePools() {
        PoolShare share = report("a", SMALL);

        assertThat(share.models()).isEmpty();
        assertThat(share.requestsPerMinute()).isEqualTo(60);
        assertThat(workers.requestsPerMinute()).isEqualTo(60);
    }

    @Test
    void announcedLimitsOfOneOfSeveralModelsBindThatModelOnly() {
        PoolShare before = report("a", SMALL);
        PoolShare share = report("a", SMALL, LARGE);

        assertThat(before.requestsPerMinute()).isEqualTo(60);
        assertThat(share.requestsPerMinute()).isNull();
        assertThat(requests(share)).isEqualTo(Map.of("small", 60L, "large", 6_000L));
        assertThat(workers.governor.status(workers.now).models())
                .containsExactly(
                        new PoolStatus.Model("large", new PoolQuota(6_000L, null, null, null)),
                        new PoolStatus.Model("small", new PoolQuota(60L, null, null, null)));
    }

    @Test
    void modelsThatDifferentWorkersCallAreSeveral() {
        PoolShare ofA = report("a", SMALL);
        PoolShare ofB = report("b", LARGE);

        assertThat(ofA.models()).isEmpty();
        assertThat(ofB.requestsPerMinute()).isNull();
        assertThat(requests(ofB).get("large")).isEqualTo(6_000);
        assertThat(requests(ofB).get("small"))
                .as("a first call need not wait long")
                .isBetween(0L, 1L);
    }

    @Test
    void sharesOfAModelAddUpToItsLimit() {
        for (int round = 0; round < 5; round++) {
            for (String worker : List.of("a", "b", "c", "d")) {
                PoolShare unused = report(worker, SMALL, LARGE);
                workers.pass(250);
            }
        }

        long sum = 0;
        for (String worker : List.of("a", "b", "c", "d")) {
            sum += requests(report(worker, SMALL, LARGE)).getOrDefault("small", 0L);
        }
        assertThat(sum).isEqualTo(60);
    }

    @Test
    void aSmallLimitGoesToTheWorkersThatCallTheModel() {
        for (long rpm : List.of(3L, 20L)) {
            ModelReport tiny = hungry("tiny", rpm);
            List<Long> ofCaller = new ArrayList<>();
            for (int round = 0; round < 60; round++) {
                for (int idle = 0; idle < 10; idle++) {
                    assertThat(requests(report("idle-" + idle, LARGE)).getOrDefault("tiny", 0L))
                            .isLessThanOrEqualTo(1);
                }
                ofCaller.add(requests(report("caller", tiny, LARGE)).getOrDefault("tiny", 0L));
                workers.pass(1_000);
            }

            assertThat(ofCaller.subList(10, 60)).as("of %d a minute", rpm).containsOnly(rpm);
        }
    }

    @Test
    void callersOfAModelTakeTurnsWhereTheyAreMoreThanItsLimit() {
        ModelReport tiny = hungry("tiny", 2);
        Map<String, Long> had = new HashMap<>();
        for (int round = 0; round < 120; round++) {
            for (String worker : List.of("a", "b", "c", "d")) {
                had.merge(worker, requests(report(worker, tiny, LARGE)).getOrDefault("tiny", 0L), Long::sum);
            }
            workers.pass(1_000);
        }

        assertThat(had.values()).allSatisfy(seconds -> assertThat(seconds).isBetween(50L, 75L));
    }

    @Test
    void a429OfOneModelTeachesNothingAboutThePool() {
        PoolShare unused = report("a", SMALL, LARGE);
        for (int second = 0; second < 30; second++) {
            workers.pass(1_000);
            unused = report("a", throttled("small", 60), LARGE);
        }

        assertThat(requests(unused).get("small"))
                .as("429s persist: others use this model")
                .isLessThan(60);
        assertThat(unused.requestsPerMinute()).isNull();
        assertThat(requests(unused).get("large")).isEqualTo(6_000);
    }

    @Test
    void aModelWithLimitsThatIsCalledIsNotForgottenForAnother() {
        ModelReport[] limited = IntStream.range(0, ModelReport.MOST)
                .mapToObj(model -> hungry("m-" + model, 60))
                .toArray(ModelReport[]::new);
        PoolShare unused = report("a", limited);

        workers.pass(1_000);
        assertThat(requests(report("b", hungry("another", 60)))).hasSize(20).doesNotContainKey("another");

        workers.pass(61_000);
        assertThat(requests(report("b", hungry("another", 60)))).hasSize(20).containsKey("another");
    }

    @Test
    void declaredLimitsBindAllModelsTogether() {
        WorkerReports declaring = new WorkerReports(WorkerReports.RPM_600);

        PoolShare share = report(declaring, "a", SMALL, LARGE);

        assertThat(share.requestsPerMinute()).isEqualTo(600);
        assertThat(requests(share)).isEqualTo(Map.of("small", 60L, "large", 6_000L));
    }

    @Test
    void theModelThatIsLeftBindsThePoolAgain() {
        PoolShare unused = report("a", SMALL, LARGE);
        for (int minute = 0; minute < 11; minute++) {
            workers.pass(60_000);
            unused = report("a", SMALL);
        }

        assertThat(unused.models()).isEmpty();
        assertThat(unused.requestsPerMinute()).isEqualTo(60);
    }

    @Test
    void limitsOfAModelThatIsNoLongerCalledBindNothing() {
        PoolShare unused = report("a", SMALL, LARGE);
        unused = report("b", LARGE);
        for (int minute = 0; minute < 12; minute++) {
            workers.pass(60_000);
            unused = report("a", LARGE);
            unused = report("b", LARGE);
        }

        assertThat(workers.requestsPerMinute()).isEqualTo(6_000);
        workers.pass(1_000);
        unused = report("b", LARGE);
        assertThat(workers.requestsPerMinute()).isEqualTo(6_000);
        unused = quiet("a");
        assertThat(workers.requestsPerMinute()).isEqualTo(6_000);
        workers.restart();
        unused = report("a", LARGE);
        assertThat(workers.requestsPerMinute()).isEqualTo(6_000);
    }

    @Test
    void aModelThatReplacesTheOnlyOneBringsItsOwnLimits() {
        PoolShare unused = report("a", SMALL);
        for (int minute = 0; minute < 12; minute++) {
            workers.pass(60_000);
            unused = quiet("a");
        }
        assertThat(workers.requestsPerMinute()).as("no other model was called").isEqualTo(60);

        unused = report("a", planned("large"));
        assertThat(workers.requestsPerMinute()).as("nothing is known of it").isNull();
        unused = report("a", LARGE);
        assertThat(workers.requestsPerMinute()).isEqualTo(6_000);
    }

    @Test
    void announcedLimitsOfAWorkerThatTellsNoModelsApartAreThePools() {
        PoolShare unused = report("a", SMALL);

        unused = workers.announced("of an earlier version", new PoolQuota(50L, null, null, null));

        assertThat(workers.requestsPerMinute()).isEqualTo(50);
    }

    @Test
    void aRestartForgetsNothing() {
        PoolShare unused = report("a", SMALL, LARGE);

        workers.restart();

        assertThat(requests(report("a", LARGE))).containsEntry("small", 60L).containsEntry("large", 6_000L);
    }

    @Test
    void theStatusNamesTheModelThatIsThrottled() {
        PoolShare unused = report("a", SMALL, LARGE);
        unused = report("a", throttled("small", 60), LARGE);

        assertThat(workers.governor.status(workers.now).waiting())
                .isEqualTo(new PoolStatus.Wait(workers.now + 2_000, "429: slow down", "small"));
    }

    @Test
    void whatWasUsedOfAModelCountsForADayAlsoIfItIsNotCalledMeanwhile() {
        TotalLimit lent = report("a", daily(30, 30), LARGE).models().getFirst().totalLimit();
        callOnlyLarge(20);
        assertThat(workers.governor.status(workers.now).windows()).isEmpty();
        workers.restart();

        PoolShare unused = report("a", daily(1, 31), LARGE);

        assertThat(usedOfADay()).as("with what was lent").isEqualTo(requests(lent));
    }

    @Test
    void aModelThatIsKnownAnewHasUsedNothingOfThisDayBefore() {
        PoolShare unused = report("a", daily(30, 30), LARGE);
        unused = report("b", daily(20, 20), LARGE);
        assertThat(usedOfADay()).isEqualTo(50);
        callOnlyLarge(26 * 60);

        unused = report("a", daily(1, 31), LARGE);
        unused = report("b", daily(2, 22), LARGE);

        assertThat(usedOfADay()).isEqualTo(3);
    }

    @Test
    void callsBeforeTheFirstAnnouncementCount() {
        ModelReport unannounced =
                new ModelReport("daily", null, 5, 0, 0, 0, 0, false, null, 50, 5, new TotalUse(5, 0, 0, 0, null), null);
        PoolShare unused = report("a", unannounced, LARGE);

        unused = report("a", daily(3, 8), LARGE);

        assertThat(usedOfADay()).isEqualTo(8);
    }

    @Test
    void theDayOfTheModelThatIsLeftIsNotUsedUpByOthers() {
        PoolShare unused = reportAll("a", 0, LARGE);
        unused = reportAll("a", 2_000, LARGE, daily(0, 0));
        for (int minute = 0; minute < 12; minute++) {
            workers.pass(60_000);
            unused = reportAll("a", 2_000, daily(0, 0));
        }

        PoolShare share = reportAll("a", 2_004, daily(4, 4));

        assertThat(share.state()).isEqualTo(PoolState.OPEN);
        assertThat(share.models()).isEmpty();
        assertThat(usedOfADay()).isEqualTo(4);
        assertThat(requests(share.totalLimit())).isBetween(2_005L, 3_000L);
        assertThat(reportAll("a", 3_000, daily(996, 1_000)).state()).isEqualTo(PoolState.USED_UP);
    }

    @Test
    void whatADeadProcessWasLentCountsForTheOnlyModel() {
        PoolShare unused = reportAll("a", 0, daily(0, 0));
        TotalLimit lent = reportAll("a", 4, daily(4, 4)).totalLimit();
        workers.pass(20 * 60_000);

        unused = reportAll("b", 0, daily(0, 0));

        assertThat(usedOfADay()).isEqualTo(requests(lent));
    }

    private PoolShare reportAll(String worker, long total, ModelReport... models) {
        return workers.governor.report(
                new PoolReport(
                        worker,
                        PoolQuota.UNKNOWN,
                        null,
                        WorkerReports.traffic(2, 2, 0, 0),
                        50,
                        5,
                        1,
                        null,
                        false,
                        null,
                        null,
                        List.of(models),
                        new TotalUse(total, 0, 0, 0, null)),
                workers.now);
    }

    private static long requests(@Nullable TotalLimit limit) {
        return limit == null || limit.requests() == null ? Long.MAX_VALUE : limit.requests();
    }

    private void callOnlyLarge(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            workers.pass(60_000);
            PoolShare unused = report("a", LARGE);
            unused = report("b", LARGE);
        }
    }

    private long usedOfADay() {
        return workers.governor.status(workers.now).windows().getFirst().used();
    }

    private static ModelReport daily(long calls, long total) {
        return new ModelReport(
                "daily",
                new PoolQuota(null, null, null, null, FurtherLimits.perDay(1_000L, null)),
                calls,
                0,
                calls,
                0,
                0,
                false,
                null,
                50,
                5,
                new TotalUse(total, 0, 0, 0, new TotalLimit(total, null)),
                null);
    }

    private PoolShare report(String worker, ModelReport... models) {
        return report(workers, worker, models);
    }

    private PoolShare quiet(String worker) {
        return report(worker);
    }

    private static PoolShare report(WorkerReports to, String worker, ModelReport... models) {
        return to.governor.report(
                new PoolReport(
                        worker,
                        to.declared,
                        LEAST_EVER,
                        models.length == 0 ? WorkerReports.QUIET : WorkerReports.traffic(2, 2, 0, 0),
                        50,
                        5,
                        1,
                        null,
                        false,
                        null,
                        "429: slow down",
                        List.of(models)),
                to.now);
    }

    private static ModelReport hungry(String model, long rpm) {
        return new ModelReport(model, new PoolQuota(rpm, null, null, null), 1, 100, 1, 0, 0, false, null, 50, 5);
    }

    private static ModelReport planned(String model) {
        return new ModelReport(model, null, 0, 0, 0, 0, 0, false, null, 0, 0);
    }

    private static ModelReport throttled(String model, long rpm) {
        return new ModelReport(model, new PoolQuota(rpm, null, null, null), 2, 100, 1, 1, 1, false, 2_000L, 50, 5);
    }

    private static Map<String, Long> requests(PoolShare share) {
        return share.models().stream().collect(Collectors.toMap(ModelShare::model, ModelShare::requestsPerMinute));
    }
}
