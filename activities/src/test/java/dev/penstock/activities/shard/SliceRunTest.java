package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.RateLimiter;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.store.Result;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SliceRunTest {
    private static final BatchId BATCH = new BatchId("b");
    private static final Outcome ANSWERED =
            new Outcome.Answered(new Result.Response(200, "r", "{}"), new Usage(10, 0, 5, 0));
    private static final Outcome TRUNCATED = new Outcome.Answered(
            new Result.Response(200, "r", "{}"),
            new Usage(10, 0, 5, 0),
            new Result.AnswerFacts("length", IncompleteAnswer.TRUNCATED, null));
    private static final Outcome FILTERED = new Outcome.Answered(
            new Result.Response(200, "r", "{}"),
            new Usage(10, 0, 5, 0),
            new Result.AnswerFacts("content_filter", IncompleteAnswer.FILTERED, null));
    private static final Outcome REFUSED = new Outcome.Refused(
            new Result.Response(400, "r", "{\"error\":{}}"), new Result.Error("invalid_request_error", "no"));
    private static final Outcome LOST =
            new Outcome.Lost(null, new Result.Response(500, "r", "{}"), new Result.Error("server_error", "oops"));
    private static final Outcome BLOCKED = new Outcome.Blocked(
            new Result.Response(401, "r", "{}"), new Result.Error("invalid_api_key", "Incorrect API key provided"));

    private final TestingStore store = new TestingStore();
    private final AtomicLong now = new AtomicLong();
    private final PeriodicTasks pulse = new PeriodicTasks(Duration.ofMillis(5));
    private final WorkerDrain drain = new WorkerDrain();
    private final List<Long> called = Collections.synchronizedList(new ArrayList<>());
    private RateLimits limits = RateLimits.ofConcurrency(20);
    private @Nullable SliceRun run;
    private @Nullable RateLimiter limiter;
    private @Nullable Pool pool;

    @AfterEach
    void close() {
        pulse.close();
    }

    @Test
    void everyRequestIsCalledOnceAndTheReceiptAddsThemUp() {
        providerSays(line -> line == 3 ? REFUSED : ANSWERED);

        Receipt receipt = run(5, 1);

        assertThat(called).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThat(receipt.counts()).isEqualTo(new Counts(4, 1, 0, 0, 0));
        assertThat(receipt.usage()).isEqualTo(new Usage(40, 0, 20, 0));
        assertThat(receipt.cost().usd().orElseThrow()).isEqualByComparingTo("0.000018");
        assertThat(result(3).error()).isEqualTo(new Result.Error("invalid_request_error", "no"));
        assertThat(Objects.requireNonNull(result(3).response()).statusCode()).isEqualTo(400);
    }

    @Test
    void answersThatLackSomethingAreCounted() {
        providerSays(line -> line == 1 ? TRUNCATED : line == 2 ? FILTERED : ANSWERED);

        Receipt receipt = run(3, 1);

        assertThat(receipt.counts()).isEqualTo(new Counts(3, 0, 0, 0, 0, 0, 0, new IncompleteAnswers(1, 1, 0, 0)));
        assertThat(result(1).facts().finishReason()).isEqualTo("length");
    }

    @Test
    void anAnswerThatLacksWhatItMayNotIsADeadLetterPaidOnceAndKept() {
        providerSays(line -> line == 1 ? TRUNCATED : line == 2 ? FILTERED : ANSWERED);

        Receipt receipt = slice().run(
                        input(3, 0, false, IncompleteAnswer.TRUNCATED, IncompleteAnswer.EMPTY),
                        nothing(),
                        1,
                        beat -> {})
                .calls();

        assertThat(called).hasSize(3);
        assertThat(receipt.counts()).isEqualTo(new Counts(2, 1, 0, 0, 0, 0, 0, new IncompleteAnswers(1, 1, 0, 0)));
        assertThat(Objects.requireNonNull(result(1).error()).code()).isEqualTo("answer_truncated");
        assertThat(Objects.requireNonNull(result(1).response()).body()).isEqualTo("{}");
        assertThat(result(1).costUsd()).isEqualByComparingTo("0.0000045");
        assertThat(result(2).isAnswered()).isTrue();
    }

    @Test
    void anEmptyAnswerIsNotCalledForAgainIfItMayNotBeEmpty() {
        Outcome empty = new Outcome.Unusable(
                new Result.Response(200, "r", "{}"),
                new Usage(10, 0, 5, 0),
                new Result.Error(Outcome.Unusable.EMPTY, "empty"),
                2,
                new Result.AnswerFacts("stop", IncompleteAnswer.EMPTY, null));
        providerSays(line -> empty);

        Receipt receipt = slice().run(input(1, 0, false, IncompleteAnswer.EMPTY), nothing(), 1, beat -> {})
                .calls();

        assertThat(called).hasSize(1);
        assertThat(receipt.counts().failed()).isEqualTo(1);
        assertThat(receipt.counts().incompleteAnswers()).isEqualTo(new IncompleteAnswers(0, 0, 0, 1));
    }

    @Test
    void theNextSlicesAreAsLargeAsTheLimitsOfTheirModelAllow() {
        providerSays(line -> ANSWERED);
        limiter()
                .setLimits(RateLimits.ofConcurrency(20)
                        .withModels(Map.of(
                                "gpt-4o-mini",
                                new ModelLimits(
                                        QuotaLimit.atMost(60_000), QuotaLimit.atMost(600), QuotaLimit.UNLIMITED))));

        SliceReceipt receipt = slice().run(input(2, 0, false), nothing(), 1, beat -> {});

        assertThat(receipt.sizing())
                .as("600 tokens a minute of its own, one a request")
                .isEqualTo(new SliceSizing(8, SliceSizing.IN_FLIGHT_AT_LEAST));
    }

    @Test
    void anotherAttemptCallsOnlyWhatHasNoResultYet() {
        providerSays(line -> line == 2 && called.size() <= 3 ? LOST : ANSWERED);

        ApplicationFailure failure = failure(3, 1);

        assertThat(failure.getType()).isEqualTo(FailureTypes.TRY_AGAIN);
        assertThat(failure.getNextRetryDelay()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        called.clear();
        providerSays(line -> ANSWERED);
        assertThat(run(3, 2).counts()).isEqualTo(new Counts(3, 0, 0, 1, 0));
        assertThat(called).containsExactly(2L);
        assertThat(result(2).attempts()).isEqualTo(2);
    }

    @Test
    void aRequestIsADeadLetterAfterItsFifthRetry() {
        providerSays(line -> LOST);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(failure(1, attempt).getType()).isEqualTo(FailureTypes.TRY_AGAIN);
        }

        Receipt receipt = run(1, 6);

        assertThat(receipt.counts()).isEqualTo(new Counts(0, 1, 0, 5, 0));
        assertThat(result(1).error()).isEqualTo(new Result.Error("server_error", "oops"));
        assertThat(result(1).attempts()).isEqualTo(6);
    }

    @Test
    void throttlingNeverMakesADeadLetter() {
        Outcome throttled = new Outcome.Throttled(
                Duration.ofMillis(1), new Result.Response(429, "", "{}"), new Result.Error("rate_limit_exceeded", ""));
        providerSays(line -> called.size() <= 30 ? throttled : ANSWERED);
        for (int attempt = 1; attempt <= 30; attempt++) {
            assertThat(failure(1, attempt).getNextRetryDelay()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
        }

        assertThat(run(1, 31).counts()).isEqualTo(new Counts(1, 0, 30, 0, 0));
    }

    @Test
    void aWrongKeyHoldsTheSliceAndStopsFurtherCalls() {
        limits = RateLimits.ofConcurrency(1);
        providerSays(line -> BLOCKED);

        ApplicationFailure failure = failure(50, 1);

        assertThat(failure.getType()).isEqualTo(FailureTypes.HOLD);
        assertThat(failure.isNonRetryable()).isTrue();
        assertThat(failure.getOriginalMessage())
                .isEqualTo("provider openai says 401 invalid_api_key: Incorrect API key provided");
        assertThat(called.size()).isLessThan(5);
        assertThat(store.results).isEmpty();
    }

    @Test
    void aFullDiskHoldsTheSliceAndIsNobodysFault() {
        store.full = true;
        providerSays(line -> ANSWERED);

        ApplicationFailure failure = failure(1, 1);

        assertThat(failure.getType()).isEqualTo(FailureTypes.HOLD);
        assertThat(failure.getOriginalMessage()).isEqualTo("the disk is full: /data");
        store.full = false;
        assertThat(run(1, 1, 0, true).counts()).isEqualTo(new Counts(1, 0, 0, 1, 1));
    }

    @Test
    void whatACrashCutOffIsCalledAgainAndCounted() {
        store.begin(BATCH, 0, 1);
        store.results.put(2L, answer(2, 0));
        providerSays(line -> ANSWERED);

        Receipt receipt = run(2, 2);

        assertThat(called).containsExactly(1L);
        assertThat(receipt.counts()).isEqualTo(new Counts(2, 0, 0, 1, 1));
        assertThat(result(1).possiblyPaidTwice()).isTrue();
    }

    @Test
    void aRequestThatProcessesDieOfIsADeadLetterInTheEnd() {
        for (int death = 0; death < 6; death++) {
            store.begin(BATCH, 0, 1);
        }
        providerSays(line -> ANSWERED);

        Receipt receipt = run(2, 2);

        assertThat(called).containsExactly(2L);
        assertThat(receipt.counts().failed()).isEqualTo(1);
        assertThat(Objects.requireNonNull(result(1).error()).code()).isEqualTo("process_died");
    }

    @Test
    void aReplayCallsAgainWhatProcessesDiedOf() {
        providerSays(line -> ANSWERED);
        for (int death = 0; death < 6; death++) {
            store.begin(BATCH, 0, 1);
        }
        run(1, 2);
        for (int death = 0; death < 5; death++) {
            store.begin(BATCH, 0, 1);
        }

        Receipt receipt = run(1, 1, 1, true);

        assertThat(called).containsExactly(1L);
        assertThat(receipt.counts().failed()).isZero();
    }

    @Test
    void aReplayCallsTheDeadLettersOfEarlierRoundsOnly() {
        providerSays(line -> line == 1 ? REFUSED : ANSWERED);
        run(2, 1);
        called.clear();
        providerSays(line -> ANSWERED);

        Receipt receipt = run(2, 1, 1, true);

        assertThat(called).containsExactly(1L);
        assertThat(receipt.counts()).isEqualTo(new Counts(2, 0, 0, 0, 0));
        assertThat(result(1).round()).isEqualTo(1);
    }

    @Test
    void aCancelledSliceFinishesWhatRunsAndCallsNothingMore() throws Exception {
        limits = RateLimits.ofConcurrency(1);
        AtomicBoolean cancel = new AtomicBoolean();
        List<SliceBeat> beats = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch cancelled = new CountDownLatch(1);
        providerSays(line -> waitFor(cancelled));
        CompletableFuture<@Nullable Throwable> ended = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> slice().run(input(10, 0, false), nothing(), 1, beat -> {
                    if (cancel.get()) {
                        beats.add(beat);
                        throw new ActivityCanceledException();
                    }
                })),
                Executors.newVirtualThreadPerTaskExecutor());
        await().until(() -> called.size() == 1 && limiter().status().waiting() == 9);
        cancel.set(true);
        await().until(() -> limiter().status().waiting() == 0);
        cancelled.countDown();

        assertThat(ended.get()).isInstanceOf(ActivityCanceledException.class);
        assertThat(beats.getFirst()).isEqualTo(new SliceBeat(0, 9, 1));
        assertThat(called).hasSize(1);
        assertThat(store.begun()).isEqualTo(1);
        assertThat(store.results).hasSize(1);
    }

    @Test
    void aDrainedSliceFinishesWhatRunsAndGivesTheRestBack() throws Exception {
        limits = RateLimits.ofConcurrency(1);
        CountDownLatch draining = new CountDownLatch(1);
        providerSays(line -> waitFor(draining));
        CompletableFuture<ApplicationFailure> ended = inBackground(() -> failure(10, 1));
        await().until(() -> called.size() == 1);

        drain.begin();
        draining.countDown();

        assertThat(ended.get().getType()).isEqualTo(FailureTypes.TRY_AGAIN);
        assertThat(ended.get().getNextRetryDelay()).isEqualTo(Duration.ofMillis(1));
        assertThat(store.begun()).isEqualTo(1);
        assertThat(store.results).hasSize(1);
        called.clear();
        assertThat(failure(10, 2).getNextRetryDelay()).isEqualTo(Duration.ofMillis(1));
        assertThat(called).isEmpty();
    }

    @Test
    void whileTheDiskIsSlowNoMoreIsCalledThanACrashMayRepeat() throws Exception {
        limits = RateLimits.ofConcurrency(8);
        CompletableFuture<Void> disk = new CompletableFuture<>();
        store.slowDown(disk);
        providerSays(line -> ANSWERED);

        CompletableFuture<Receipt> receipt = inBackground(() -> run(100, 1));

        // Eight at once, and up to four on their way to the disk, if they don't all come at the same moment.
        await().until(() -> called.size() >= 8);
        await().during(Duration.ofMillis(200)).until(() -> called.size() <= 12);
        disk.complete(null);
        assertThat(receipt.get().counts().completed()).isEqualTo(100);
    }

    @Test
    void aSecondRunOfASliceWaitsForTheFirstInsteadOfCalling() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        providerSays(line -> waitFor(answer));
        CompletableFuture<Receipt> first = inBackground(() -> run(2, 1));
        await().until(() -> called.size() == 2);
        CompletableFuture<Receipt> second = inBackground(() -> run(2, 2));

        answer.countDown();

        assertThat(second.get().counts()).isEqualTo(new Counts(2, 0, 0, 0, 0));
        assertThat(first.get()).isEqualTo(second.get());
        assertThat(called).hasSize(2);
    }

    @Test
    void aRequestThatCanNeverFitTheQuotaIsADeadLetterWithAReason() {
        limits = new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.atMost(100), 20, true);
        providerSays(line -> ANSWERED);

        assertThat(run(1, 1).counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
        assertThat(Objects.requireNonNull(result(1).error()).message())
                .isEqualTo("the request needs about 257 tokens, more than the pool's 100 tokens per minute");
        assertThat(called).isEmpty();
    }

    @Test
    void aSliceThatWaitsForMemoryIsOnItsWay() {
        providerSays(line -> ANSWERED);
        RequestMemory memory = new RequestMemory(1 << 20);
        memory.share("other", () -> {}).take(1 << 20);
        List<Integer> onTheirWay = new ArrayList<>();

        assertThat(catchThrowable(() -> slice().run(large(), memory, 1, beat -> {
                    onTheirWay.add(Objects.requireNonNull(pool).tasksInTransit().requests());
                    throw new IllegalStateException("cancelled");
                })))
                .hasMessage("cancelled");

        assertThat(onTheirWay).containsExactly(3);
        assertThat(Objects.requireNonNull(pool).tasksInTransit().requests()).isZero();
        assertThat(called).isEmpty();
    }

    @Test
    void aWaitForMemoryWithHeartbeatsIsNoGap() throws Exception {
        providerSays(line -> ANSWERED);
        RequestMemory memory = new RequestMemory(1 << 20);
        RequestMemory.Share other = memory.share("other", () -> {});
        other.take(1 << 20);
        List<SliceBeat> beats = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<SliceReceipt> receipt = inBackground(() -> slice().run(large(), memory, 1, beats::add));
        awaitBegun();
        pass(Duration.ofSeconds(6));
        await().until(() -> !beats.isEmpty());
        pass(Duration.ofSeconds(6));

        other.close();

        assertThat(receipt.get().calls().counts().completed()).isEqualTo(3);
        assertThat(beats.getFirst()).isEqualTo(new SliceBeat(0, 3, 0));
    }

    @Test
    void aProcessThatStoodStillWhileItsSliceWaitedForMemoryLeavesItToTheWorkerThatHasItByNow() {
        providerSays(line -> ANSWERED);
        RequestMemory memory = new RequestMemory(1 << 20);
        RequestMemory.Share other = memory.share("other", () -> {});
        other.take(1 << 20);
        List<SliceBeat> beats = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<ApplicationFailure> ended = inBackground(() -> Objects.requireNonNull(
                catchThrowableOfType(ApplicationFailure.class, () -> slice().run(large(), memory, 1, beats::add))));
        awaitBegun();
        pass(HeartbeatGap.LONGEST);
        await().until(() -> !beats.isEmpty());

        other.close();

        assertThat(ended.join().getType()).isEqualTo(FailureTypes.TRY_AGAIN);
        assertThat(called).isEmpty();
    }

    @Test
    void afterALongReadAHeartbeatGoesOutBeforeAnyCall() {
        List<SliceBeat> beats = Collections.synchronizedList(new ArrayList<>());
        List<Boolean> hadBeaten = Collections.synchronizedList(new ArrayList<>());
        providerSays(line -> {
            hadBeaten.add(!beats.isEmpty());
            return ANSWERED;
        });
        store.reading = () -> pass(Duration.ofMillis(9_500));

        slice().run(input(5, 0, false), nothing(), 1, beats::add);

        assertThat(hadBeaten).hasSize(5).doesNotContain(false);
    }

    @Test
    void aSliceThatTookTooLongToReadIsLeftToTheWorkerThatHasItByNow() {
        providerSays(line -> ANSWERED);
        store.reading = () -> pass(HeartbeatGap.LONGEST);

        assertThat(failure(5, 1).getType()).isEqualTo(FailureTypes.TRY_AGAIN);

        assertThat(called).isEmpty();
    }

    private void providerSays(Function<Long, Outcome> script) {
        Provider provider = (url, body) -> {
            called.add(body.path("line").asLong());
            return script.apply(body.path("line").asLong());
        };
        Pool made =
                new Pool(PoolConfig.of("openai", "http://127.0.0.1/v1", null).withLimits(limits), provider);
        pool = made;
        limiter = made.limiter();
        run = new SliceRun(store, store, new PoolRegistry(List.of(made)), Prices.known(), pulse, drain, now::get);
    }

    private RateLimiter limiter() {
        return Objects.requireNonNull(limiter);
    }

    private SliceRun slice() {
        return Objects.requireNonNull(run);
    }

    private Receipt run(int requests, int attempt) {
        return run(requests, attempt, 0, false);
    }

    private Receipt run(int requests, int attempt, int round, boolean mayBeLogged) {
        return slice().run(input(requests, round, mayBeLogged), nothing(), attempt, beat -> {})
                .calls();
    }

    private ApplicationFailure failure(int requests, int attempt) {
        return Objects.requireNonNull(
                catchThrowableOfType(ApplicationFailure.class, () -> run(requests, attempt)), "no failure");
    }

    private Result result(long line) {
        return Objects.requireNonNull(store.results.get(line));
    }

    private static SliceInput input(int requests, int round, boolean mayBeLogged, IncompleteAnswer... failOn) {
        return new SliceInput(
                BATCH,
                0,
                new Slice(0, 0, 1, 1, requests, 0, "openai", null),
                round,
                mayBeLogged,
                Urgency.NORMAL,
                null,
                null,
                null,
                List.of(failOn));
    }

    private static Result answer(long line, int round) {
        Result.Response response = new Result.Response(200, "r", "{}");
        return Result.builder(line, "request-" + line)
                .response(response)
                .attempts(1)
                .latencyMs(5)
                .round(round)
                .build();
    }

    private static Outcome waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return ANSWERED;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> action) {
        return CompletableFuture.supplyAsync(action, Executors.newVirtualThreadPerTaskExecutor());
    }

    private static RequestMemory nothing() {
        return new RequestMemory();
    }

    private static SliceInput large() {
        return new SliceInput(
                BATCH, 0, new Slice(0, 0, 1 << 20, 1, 3, 0, "openai", null), 0, false, Urgency.NORMAL, null, null);
    }

    private void awaitBegun() {
        await().until(() -> Objects.requireNonNull(pool).tasksInTransit().requests() == 3);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
