package dev.penstock.activities.batch.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.batch.planning.PlanTestCase;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageFilesTest extends PlanTestCase {
    private static final Instant EVENING = Instant.parse("2026-02-01T23:59:59Z");
    private static final BigDecimal CENT = new BigDecimal("0.01");

    @Test
    void resultsAreAddedUpByDayPoolAndModel() throws IOException {
        plan();
        log(1, "a", EVENING, CENT);
        log(2, "a", EVENING.plusSeconds(1), CENT);
        log(3, "b", EVENING, null);

        BatchUsage usage = usage();

        assertThat(usage.tenant()).isEqualTo("acme");
        assertThat(usage.groups())
                .extracting(group -> group.key().day() + " " + group.key().model())
                .containsExactly("2026-02-01 a", "2026-02-01 b", "2026-02-02 a");
        assertThat(usage.sum().receipt().cost().nanoUsd()).isEqualTo(20_000_000);
        assertThat(usage.sum().receipt().cost().unpriced()).isEqualTo(1);
        assertThat(usage.sum().waitedMs()).isEqualTo(3 * 50);
        assertThat(usage.sum().callingMs()).isEqualTo(3 * 200);
        assertThat(usage.sum().seconds()).isEqualTo(1.2);
    }

    @Test
    void whatCameSinceIsCountedToo() throws IOException {
        plan();
        log(1, "a", EVENING, CENT);
        assertThat(usage().sum().receipt().counts().done()).isEqualTo(1);

        log(2, "a", EVENING, CENT);

        assertThat(usage().sum().receipt().counts().done()).isEqualTo(2);
    }

    @Test
    void aReplayedRequestCountsOnceWithItsAnswer() throws IOException {
        plan();
        append(Result.builder(1, "a")
                .error(new Result.Error("timeout", "t"))
                .attempts(6)
                .latencyMs(9)
                .startedAt(EVENING)
                .build());
        log(1, "a", EVENING, CENT);

        BatchUsage usage = usage();

        assertThat(usage.sum().receipt().counts().completed()).isEqualTo(1);
        assertThat(usage.sum().receipt().counts().failed()).isZero();
    }

    @Test
    void assemblingKeepsItSoThatNobodyHasToCountAgain() throws IOException {
        Plan plan = plan();
        for (int line = 1; line <= 3; line++) {
            log(line, "a", EVENING, CENT);
        }

        AssembleInput input = new AssembleInput(BATCH, plan, BatchState.COMPLETED, 0, EVENING, null);
        assertThat(new AssembleActivityImpl(store, log, pool -> Prices.known(), () -> {}, Clock.systemUTC())
                        .batch(input))
                .isNotNull();

        String kept = Files.readString(Path.of(store.locate(BATCH, BatchFile.USAGE)));
        assertThat(kept).contains("\"acme\"");
        assertThat(usage().sum().receipt().counts().done()).isEqualTo(3);
        assertThat(Files.readString(Path.of(store.locate(BATCH, BatchFile.USAGE))))
                .isEqualTo(kept);
    }

    private Plan plan() {
        BatchSpec spec = input("in.jsonl", request("a"), request("b"), request("c"))
                .with(SpecKey.TENANT, "acme")
                .with(SpecKey.SHARD, 2);
        return planner().batch(BATCH, spec);
    }

    private BatchUsage usage() throws IOException {
        return new UsageFiles(store).of(BATCH).orElseThrow();
    }

    private void log(long line, String model, Instant at, @Nullable BigDecimal cost) {
        append(Result.builder(line, String.valueOf((char) ('a' + line - 1)))
                .response(new Result.Response(200, "r", "{}"))
                .attempts(1)
                .latencyMs(200)
                .costUsd(cost)
                .usage(new Usage(10, 4, 5, 2))
                .startedAt(at)
                .round(1)
                .call(new Result.Call("pool", model, 50, 600L))
                .build());
    }

    private void append(Result result) {
        log.append(BATCH, (int) (result.line() - 1) / 2, result).join();
    }
}
