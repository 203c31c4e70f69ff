package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.Receipts;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.CacheUse;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachedSliceTest {
    private static final CacheUse CACHE = new CacheUse(null, null);
    private static final String BODY = "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}";

    private final TestingStore store = new TestingStore();
    private final PeriodicTasks pulse = new PeriodicTasks(Duration.ofMillis(5));
    private final List<Long> called = Collections.synchronizedList(new ArrayList<>());
    private List<IncompleteAnswer> failOn = List.of();
    private Outcome outcome = new Outcome.Answered(new Result.Response(200, "r", BODY), new Usage(10, 0, 5, 0));
    private AnswerCheck check = AnswerCheck.NONE;

    @AfterEach
    void close() {
        pulse.close();
    }

    @Test
    void anAnswerIsKeptAndNotCalledForAgainByAnotherBatch() {
        run("one", CACHE);
        assertThat(called).hasSize(3);

        Receipt receipt = run("two", CACHE);

        assertThat(called).hasSize(3);
        assertThat(receipt.counts().completed()).isEqualTo(3);
        assertThat(receipt.counts().cached()).isEqualTo(3);
        assertThat(receipt.counts().retries()).isZero();
        assertThat(receipt.usage()).isEqualTo(Usage.NONE);
        assertThat(receipt.cost().usd()).contains(BigDecimal.ZERO);
        assertThat(receipt.latency()).isEqualTo(LatencyHistogram.EMPTY);
        Result result = Objects.requireNonNull(store.results.get(2L));
        assertThat(Objects.requireNonNull(result.response()).body()).isEqualTo(BODY);
        assertThat(Objects.requireNonNull(result.reuse()).isCached()).isTrue();
        assertThat(result.attempts()).isZero();
    }

    @Test
    void aHitNeedsNoMoney() {
        run("one", CACHE);

        assertThat(run("two", CACHE, 0L).counts().cached()).isEqualTo(3);
    }

    @Test
    void nothingIsKeptOrTakenUnlessTheBatchSaysSo() {
        run("one", null);
        assertThat(store.responses.kept).isEmpty();
        run("two", CACHE);

        run("three", null);

        assertThat(called).hasSize(9);
    }

    @Test
    void tenantsDoNotShare() {
        run("one", new CacheUse("acme", null));

        run("two", new CacheUse("umbrella", null));

        assertThat(called).hasSize(6);
    }

    @Test
    void anEmptyAnswerThatAnOlderVersionKeptIsNotTaken() {
        outcome = new Outcome.Answered(new Result.Response(200, "r", "{\"choices\":[]}"), Usage.NONE);
        run("one", CACHE);

        run("two", CACHE);

        assertThat(called).hasSize(6);
    }

    @Test
    void aTruncatedAnswerIsNotTakenByABatchThatFailsOnThem() {
        outcome = new Outcome.Answered(
                new Result.Response(
                        200, "r", "{\"choices\":[{\"message\":{\"content\":\"h\"},\"finish_reason\":\"length\"}]}"),
                new Usage(10, 0, 5, 0));
        run("one", CACHE);
        assertThat(run("two", CACHE).counts().incompleteAnswers().truncated()).isEqualTo(3);
        failOn = List.of(IncompleteAnswer.TRUNCATED);

        assertThat(run("three", CACHE).counts().cached()).isZero();
        assertThat(called).hasSize(6);
    }

    @Test
    void aRefusalIsNotKept() {
        outcome = new Outcome.Refused(
                new Result.Response(400, "r", "{\"error\":{}}"), new Result.Error("invalid_request_error", "no"));

        run("one", CACHE);

        assertThat(store.responses.kept).isEmpty();
    }

    @Test
    void anAnswerThatIsNotWhatIsExpectedHereIsCalledFor() {
        run("one", CACHE);
        // A cached answer has cost nothing.
        check = answered -> answered.usage().total() > 0
                ? Optional.empty()
                : Optional.of(new Outcome.Unusable(
                        answered.response(), answered.usage(), new Result.Error("invalid_response", "no"), true));

        assertThat(run("two", CACHE).counts().cached()).isZero();
        assertThat(called).hasSize(6);
    }

    private Receipt run(String batch, @Nullable CacheUse cache) {
        return run(batch, cache, null);
    }

    private Receipt run(String batch, @Nullable CacheUse cache, @Nullable Long mayCost) {
        store.results.clear();
        Slice slice = new Slice(0, 0, 1, 1, 3, 0, "openai", null);
        SliceInput input = new SliceInput(
                new BatchId(batch),
                0,
                slice,
                0,
                false,
                Urgency.NORMAL,
                mayCost == null ? null : NanoUsd.of(mayCost),
                cache,
                null,
                failOn);
        Pool pool = new Pool(PoolConfig.of("openai", "http://127.0.0.1/v1", null), (url, body) -> {
            called.add(body.path("line").asLong());
            return outcome;
        });
        return Receipts.of(new SliceRun(
                        store, store, new PoolRegistry(List.of(pool)), Prices.known(), pulse, new WorkerDrain())
                .results(
                        input,
                        3,
                        of -> new SliceRun.Work(
                                "",
                                store,
                                store.read(input.batch(), slice),
                                of,
                                body -> check,
                                () -> StagePermits.UNLIMITED),
                        1,
                        beat -> {}));
    }
}
