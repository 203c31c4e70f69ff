package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.InputOutputShare;
import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolStatus.Source;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.contracts.pool.TokensByKind;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InputOutputSharesTest {
    private static final PoolQuota BOTH =
            new PoolQuota(null, null, 20, null, FurtherLimits.NONE.withInputOutput(60_000L, 6_000L));

    private static final PoolTraffic REFUSED = new PoolTraffic(
                    1_000, 20, 2_000, 19, 1, 1, true, 1_000L, 0, 500L, 20, 0, 0)
            .with(ProbeOutcomes.NONE, new TokensByKind(1_900, 100));

    private final WorkerReports workers = new WorkerReports(BOTH);

    @Test
    void aSingleWorkerHasAllOfBothKinds() {
        PoolShare share = workers.hungry("a");

        assertThat(share.inputOutput()).isEqualTo(new InputOutputShare(60_000L, 6_000L, 60_000L));
        assertThat(share.tokensPerMinute()).isNull();
        assertThat(share.largestRequest()).isNull();
        assertThat(workers.governor.status(workers.now).source()).isEqualTo(Source.DECLARED);
        assertThat(workers.governor.status(workers.now).quota().furtherOrNone()).isEqualTo(BOTH.furtherOrNone());
    }

    @Test
    void sharesOfBothKindsAddUpToTheLimitsAndOutliveTheGovernorsRun() {
        InputOutputShare first = null;
        InputOutputShare second = null;
        for (int round = 0; round < 20; round++) {
            first = workers.hungry("a").inputOutput();
            second = workers.hungry("b").inputOutput();
            workers.pass(500);
            if (round == 10) {
                workers.restart();
            }
        }

        InputOutputShare ofA = Objects.requireNonNull(first);
        InputOutputShare ofB = Objects.requireNonNull(second);
        assertThat(Objects.requireNonNull(ofA.inputTokensPerMinute())
                        + Objects.requireNonNull(ofB.inputTokensPerMinute()))
                .isBetween(59_000L, 60_600L);
        assertThat(Objects.requireNonNull(ofA.outputTokensPerMinute())
                        + Objects.requireNonNull(ofB.outputTokensPerMinute()))
                .isBetween(5_900L, 6_060L);
        assertThat(ofB.largestInput()).isEqualTo(60_000);
    }

    @Test
    void theWorkerThatWritesMoreGetsMoreOfTheOutput() {
        InputOutputShare writer = null;
        InputOutputShare reader = null;
        for (int round = 0; round < 40; round++) {
            writer = workers.hungry("a", using(100, 90)).inputOutput();
            reader = workers.report("b", using(400, 1), 0, 1, null).inputOutput();
            workers.pass(1_000);
        }

        assertThat(Objects.requireNonNull(writer).outputTokensPerMinute())
                .isGreaterThan(4
                        * Objects.requireNonNull(Objects.requireNonNull(reader).outputTokensPerMinute()));
    }

    @Test
    void limitsThatAreAnnouncedForOneOfSeveralModelsBindThatOneOnly() {
        WorkerReports pool = new WorkerReports(new PoolQuota(null, null, 20, null));
        PoolShare share =
                pool.calling("a", announcing("limited", BOTH.furtherOrNone()), announcing("other", FurtherLimits.NONE));

        assertThat(share.inputOutput()).isNull();
        assertThat(share.models()).singleElement().satisfies(model -> {
            assertThat(model.model()).isEqualTo("limited");
            assertThat(model.inputOutput()).isEqualTo(new InputOutputShare(60_000L, 6_000L, 60_000L));
        });
    }

    @Test
    void theQueueIsAsQuickAsTheKindThatIsScarce() {
        for (int second = 0; second < 60; second++) {
            workers.hungry("a", using(100, 50));
            workers.pass(1_000);
        }

        // 6,000 tokens in calls of 50 are 120 calls a minute; a fifth more keeps the queue ahead of the rate limiter.
        assertThat(workers.governor.queueRate(workers.now).tasksPerSecond()).isBetween(2.3, 2.5);
    }

    @Test
    void aRefusalForTokensTeachesNothingWhereOneKindIsKnown() {
        PoolQuota inputOnly = new PoolQuota(null, null, 20, null, FurtherLimits.NONE.withInputOutput(60_000L, null));
        WorkerReports pool = new WorkerReports(inputOnly);
        pool.hungry("a", using(100, 50));
        pool.pass(1_000);

        assertThat(pool.hungry("a", REFUSED).tokensPerMinute()).isNull();
    }

    @Test
    void aNewLimitOfOneKindIsTrustedWhateverWasLearnedBefore() {
        WorkerReports pool = new WorkerReports(new PoolQuota(null, null, 20, null));
        pool.hungry("a", using(100, 50));
        pool.pass(1_000);
        assertThat(pool.hungry("a", REFUSED).tokensPerMinute()).isNotNull();

        pool.governor.setQuota(
                new PoolQuota(null, null, null, null, FurtherLimits.NONE.withInputOutput(90_000L, null)), pool.now);

        assertThat(pool.hungry("a").tokensPerMinute()).isNull();
    }

    @Test
    void aWorkerThatDoesNotTellKindsApartChangesNothingThatIsKnownOfThem() {
        PoolTraffic untold = new PoolTraffic(1_000, 1, 150, 1, 0, 0, false, null, 0, 500L, 1, 0, 0);
        for (int second = 0; second < 60; second++) {
            workers.hungry("a", using(100, 50));
            workers.hungry("b", untold);
            workers.pass(1_000);
        }

        assertThat(workers.governor.queueRate(workers.now).tasksPerSecond()).isBetween(2.3, 2.5);
    }

    /** A second of one call that used these tokens. */
    private static PoolTraffic using(long input, long output) {
        return new PoolTraffic(1_000, 1, input + output, 1, 0, 0, false, null, 0, 500L, 1, 0, 0)
                .with(ProbeOutcomes.NONE, new TokensByKind(input, output));
    }

    private static ModelReport announcing(String model, FurtherLimits limits) {
        return new ModelReport(
                model, new PoolQuota(null, null, null, null, limits), 1, 100, 1, 0, 0, false, null, 50, 5);
    }
}
