package dev.penstock.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.CallBudget.Reservation;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.CallEstimate;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.Fairness;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.Permit;
import dev.penstock.limits.rate.RateLimiter;
import dev.penstock.limits.rate.RateLimiterClosedException;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.rate.WaiterGroup;
import dev.penstock.limits.traffic.TrafficMeter;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallStackTest {
    private static final RequestLine LINE = new RequestLine(
            1,
            "request-1",
            "/v1/chat/completions",
            Json.MAPPER.createObjectNode().put("model", "gpt-4o-mini").put("max_tokens", 100),
            true);
    private static final WorstCase WORST_CASE = new WorstCase(Prices.known());
    private static final NanoUsd WORST = WORST_CASE.of(LINE.url(), LINE.body()).orElseThrow();
    private static final Result.Error ERROR = new Result.Error("code", "message");
    private static final Outcome ANSWERED =
            new Outcome.Answered(new Result.Response(200, "r", "{}"), new Usage(10, 0, 5, 0));
    private static final Outcome THROTTLED =
            new Outcome.Throttled(Duration.ofSeconds(9), new Result.Response(429, "r", "{}"), ERROR);
    private static final Outcome LOST = new Outcome.Lost(null, null, ERROR);
    private static final Outcome UNCONNECTED = new Outcome.Lost(null, null, ERROR, false);
    private static final Outcome MODEL_REFUSED = new Outcome.Refused(
            new Result.Response(403, "r", "{}"), new Result.Error(Outcome.Refused.NOT_ALLOWED, "no such model"));
    private static final Outcome BLOCKED = new Outcome.Blocked(new Result.Response(401, "r", "{}"), ERROR);

    private final List<String> events = new ArrayList<>();
    private final List<NanoUsd> costs = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private Supplier<Outcome> provider = () -> ANSWERED;
    private BooleanSupplier unwanted = () -> false;
    private RateLimits limits = RateLimits.ofConcurrency(20);
    private final RecordingLog log = new RecordingLog(events);
    private AnswerCheck check = AnswerCheck.NONE;
    private final AtomicLong now = new AtomicLong();
    private boolean goesOn;
    private @Nullable BooleanSupplier givenUp;
    private final Refusals refusals = new Refusals(now::get, (batch, isAboutRequests) -> goesOn);
    private @Nullable Pool pool;

    @AfterEach
    void close() {
        pool().close();
    }

    @Test
    void whatAnotherWorkerCallsByNowIsNotCalledEvenWithAPermit() throws Exception {
        givenUp = () -> true;

        assertThat(slice()).isInstanceOf(CallReport.NotCalled.class);
        assertThat(events).as("calls begun").isEmpty();
    }

    @Test
    void aProbeThatAnotherWorkerCallsByNowIsNotLost() throws Exception {
        pool().limiter().setLimits(limits, QuotaLimit.atMost(1));
        boolean[] taken = {false};
        givenUp = () -> taken[0];
        log.onBegin = () -> taken[0] = true;

        assertThat(slice()).isInstanceOf(CallReport.NotCalled.class);

        assertThat(pool().limiter().status().probes()).isEqualTo(ProbeOutcomes.NONE);
        givenUp = null;
        assertThat(slice()).isInstanceOf(CallReport.Finished.class);
        assertThat(pool().limiter().status().probes()).isEqualTo(new ProbeOutcomes(1, 0));
    }

    @Test
    void whatAnotherWorkerTookWhileANoteWasWrittenIsNotCalled() throws Exception {
        boolean[] taken = {false};
        givenUp = () -> taken[0];
        log.onBegin = () -> taken[0] = true;
        provider = () -> {
            throw new AssertionError("called");
        };

        assertThat(slice()).isInstanceOf(CallReport.NotCalled.class);
        assertThat(events).containsExactly("begin 1", "end 1 TURNED_AWAY");
    }

    @Test
    void aResultIsWrittenDownBeforeThePermitIsGivenBack() throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        log.disk = disk;
        log.onAppend = () -> events.add("in flight " + pool().limiter().status().inFlight());

        CallReport.Finished finished = (CallReport.Finished) slice();

        assertThat(events).containsExactly("begin 1", "append 1", "in flight 1");
        assertThat(finished.durable()).isNotDone();
        assertThat(pool().limiter().status().inFlight()).isZero();
    }

    @Test
    void anAnswerIsCheckedWithoutAPermitOnceItIsDurable() throws Exception {
        check = answered -> {
            events.add("checked, in flight " + pool().limiter().status().inFlight());
            return Optional.of(new Outcome.Unusable(answered.response(), answered.usage(), ERROR, true));
        };

        assertThat(slice()).isInstanceOf(CallReport.Retry.class);
        assertThat(events).containsExactly("begin 1", "append 1", "checked, in flight 0", "append 1");
    }

    @Test
    void answersOfWhichNoneIsAsAskedForHoldTheBatchInsteadOfBeingPaidForSixTimes() throws Exception {
        AtomicInteger answer = new AtomicInteger();
        check = answered -> Optional.of(new Outcome.Unusable(
                answered.response(),
                answered.usage(),
                new Result.Error("invalid_response", "field " + answer.incrementAndGet() + " is missing"),
                true));
        for (int call = 1; call < FirstRefusals.ENOUGH_OF_REQUESTS; call++) {
            assertThat(slice()).isInstanceOf(CallReport.Retry.class);
        }

        assertThat(slice())
                .isInstanceOfSatisfying(
                        CallReport.Held.class,
                        held -> assertThat(held.decision().because())
                                .contains("10 answers", "field 10 is missing", "--keep-going"));
        goesOn = true;
        assertThat(slice()).isInstanceOf(CallReport.Retry.class);
    }

    @Test
    void afterOneAnswerAsAskedForOthersHoldNothing() throws Exception {
        assertThat(slice()).isInstanceOf(CallReport.Finished.class);
        check = answered -> Optional.empty();
        assertThat(slice()).isInstanceOf(CallReport.Finished.class);
        check = answered -> Optional.of(new Outcome.Unusable(answered.response(), answered.usage(), ERROR, true));

        for (int call = 0; call < 30; call++) {
            assertThat(slice()).isInstanceOf(CallReport.Retry.class);
        }
    }

    @Test
    void whileTheDiskIsSlowThePermitIsKept() throws Exception {
        log.behind = 6;
        log.disk = new CompletableFuture<>();
        log.onAppend = () -> Thread.currentThread().interrupt();

        assertThat(slice()).isEqualTo(new CallReport.CutOff(true));
        assertThat(pool().limiter().status().inFlight()).isZero();
        assertThat(costs).containsExactly(WORST);
    }

    @Test
    void after429NothingElseIsDoneBeforeThePoolIsParked() throws Exception {
        provider = () -> THROTTLED;
        log.onEnd = () ->
                events.add("parked " + pool().limiter().status().pausedFor().isPositive());

        assertThat(slice()).isInstanceOf(CallReport.Retry.class);
        assertThat(events).containsExactly("begin 1", "end 1 THROTTLED", "parked true");
        assertThat(costs).containsExactly(NanoUsd.ZERO);
    }

    @Test
    void aLostCallCountsAsPaidUnlessItNeverReachedTheProvider() throws Exception {
        provider = () -> LOST;
        slice();
        provider = () -> UNCONNECTED;
        slice();

        assertThat(events).containsExactly("begin 1", "end 1 LOST_ON_THE_WAY", "begin 1", "end 1 LOST");
        assertThat(costs).containsExactly(WORST, NanoUsd.ZERO);
    }

    @Test
    void anAccountThatIsTurnedAwayHoldsItsRequest() throws Exception {
        provider = () -> BLOCKED;

        assertThat(slice()).isInstanceOf(CallReport.Held.class);
        assertThat(events).containsExactly("begin 1", "end 1 TURNED_AWAY");
        assertThat(costs).containsExactly(NanoUsd.ZERO);
    }

    @Test
    void aCallThatThisProcessCutOffHasNoEndInTheLogAndIsNoFaultOfTheProviders() throws Exception {
        provider = () -> {
            Thread.currentThread().interrupt();
            return LOST;
        };

        assertThat(slice()).isEqualTo(new CallReport.CutOff(true));
        assertThat(events).containsExactly("begin 1");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(pool().meter().lastFault()).isNull();
        assertThat(inFlight).hasValue(0);
    }

    @Test
    void interruptedBeforeItIsSentACallCostsNothing() throws Exception {
        limits = RateLimits.ofConcurrency(1);
        try (Permit busy = pool().limiter().acquire(CallTokens.NONE, Urgency.NORMAL)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(this::slice).isInstanceOf(InterruptedException.class);
            assertThat(busy.tokens()).isEqualTo(CallTokens.NONE);
        }
        assertThat(events).isEmpty();
        assertThat(costs).containsExactly(NanoUsd.ZERO);
    }

    @Test
    void aRequestStaysAwayWhileTooManyOfItsModelWait() throws Exception {
        RateLimiter limiter = pool().limiter();
        ModelLimits nothingNow = new ModelLimits(QuotaLimit.atMost(0), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
        limiter.setLimits(limits.withModels(Map.of("gpt-4o-mini", nothingNow)));
        WaiterGroup waiters = limiter.newWaiterGroup();
        for (int call = 0; call < 50; call++) {
            Thread unused = Thread.startVirtualThread(() -> acquire(limiter, waiters));
        }
        await().until(() -> limiter.status().waiting() == 50);

        assertThat(slice()).isEqualTo(new CallReport.Postponed(Duration.ofSeconds(60)));
        assertThat(costs).containsExactly(NanoUsd.ZERO);
        waiters.stopWaiting();
    }

    private static void acquire(RateLimiter limiter, WaiterGroup waiters) {
        try (Permit permit =
                limiter.acquire("gpt-4o-mini", CallEstimate.of(CallTokens.NONE), Urgency.NORMAL, waiters, false)) {
            permit.refused();
        } catch (InterruptedException | RateLimiterClosedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theCostOfARepeatedCallIsItsOwnNotThatOfEarlierOnes() throws Exception {
        slice(new Calls(1, 0, 1, 0));

        assertThat(costs).containsExactly(NanoUsd.of(4_500));
    }

    @Test
    void aCompletionTellsItsLedgerAndWritesNoLog() throws Exception {
        assertThat(completion()).isInstanceOf(CallReport.Finished.class);
        assertThat(events).containsExactly("ledger begin", "ledger Finished");
    }

    @Test
    void aCompletionThatNobodyWantsAnyMoreIsCutOff() throws Exception {
        provider = () -> UNCONNECTED;
        unwanted = () -> true;

        assertThat(completion()).isEqualTo(new CallReport.CutOff(false));
        assertThat(costs).containsExactly(NanoUsd.ZERO);
    }

    @Test
    void whatTheBudgetDeclinesIsNotCalled() throws Exception {
        CallReport no = new CallReport.Unaffordable("no money");

        assertThat(stack().ofCompletion(
                                request -> new Reservation.Declined(no),
                                pool -> request -> report -> {},
                                unwanted,
                                false)
                        .call(new CallRequest(LINE, Calls.NONE)))
                .isEqualTo(no);
        assertThat(pool().limiter().status().admitted()).isZero();
    }

    @Test
    void aModelThatTheProviderKeepsRefusingIsNotCalledForAMinute() throws Exception {
        slice();
        provider = () -> MODEL_REFUSED;
        for (int call = 0; call < 10; call++) {
            slice();
        }

        assertThat(pool().limiter().status().admitted()).isEqualTo(1 + RefusedModels.ENOUGH);
        CallReport.Finished last = (CallReport.Finished) slice();
        assertThat(Objects.requireNonNull(last.result().error()).message())
                .isEqualTo(
                        "not called, because pool openai refused model 'gpt-4o-mini' 3 times in a row; the errors of the calls say why");
        assertThat(pool().meter().blocked()).isNull();

        now.addAndGet(RefusedModels.PAUSE.toNanos());
        provider = () -> ANSWERED;
        slice();
        slice();
        assertThat(pool().limiter().status().admitted()).isEqualTo(1 + RefusedModels.ENOUGH + 2);
    }

    @Test
    void aBatchWhoseRequestsAreAllForbiddenIsHeldAndItsPoolStaysOpen() throws Exception {
        provider = () -> new Outcome.Refused(new Result.Response(403, "", "<html>"), ERROR, true);
        for (int call = 1; call < FirstRefusals.ENOUGH; call++) {
            assertThat(slice()).isInstanceOf(CallReport.Finished.class);
        }

        assertThat(slice())
                .isInstanceOfSatisfying(
                        CallReport.Held.class,
                        held -> assertThat(held.decision().because())
                                .startsWith("provider openai says 403 code: message (")
                                .contains("--keep-going"));
        assertThat(slice()).isInstanceOf(CallReport.Held.class);
        assertThat(events.getLast()).isEqualTo("end 1 TURNED_AWAY");
        assertThat(costs).containsOnly(NanoUsd.ZERO);
        assertThat(pool().meter().blocked()).isNull();
        assertThat(slice(Calls.NONE, "another")).isInstanceOf(CallReport.Finished.class);
    }

    @Test
    void aBatchWhoseModelGetsOnly429ForTenMinutesIsHeldAndItsPoolStaysOpen() throws Exception {
        provider = () -> THROTTLED;
        throttleForLong();

        assertThat(slice()).isInstanceOfSatisfying(CallReport.Held.class, held -> {
            assertThat(held.decision().because())
                    .startsWith("provider openai says 429 code: message. All calls of model gpt-4o-mini");
            assertThat(held.decision().until()).isNotNull();
        });
        assertThat(pool().meter().blocked()).isNull();
        assertThat(pool().meter().take(pool().limiter().status()).throttled()).isEqualTo(1);
        assertThat(costs).containsExactly(NanoUsd.ZERO);
    }

    @Test
    void whoWaitsForACompletionGetsThe429AfterTenMinutesToo() throws Exception {
        provider = () -> THROTTLED;
        throttleForLong();

        assertThat(completion()).isInstanceOf(CallReport.Retry.class);
    }

    private void throttleForLong() {
        pool().meter().throttledModels().throttled("gpt-4o-mini");
        now.addAndGet(RetryRule.LONGEST_THROTTLING.toNanos());
    }

    @Test
    void oneForbiddenRequestAmongOthersIsADeadLetter() throws Exception {
        for (int call = 0; call < 10; call++) {
            provider = () -> new Outcome.Refused(new Result.Response(403, "", "{}"), ERROR, true);
            assertThat(slice()).isInstanceOf(CallReport.Finished.class);
            provider = () -> ANSWERED;
            assertThat(slice()).isInstanceOf(CallReport.Finished.class);
        }
    }

    @Test
    void tooLongAnswersAreDeadLettersThatMayBePaidAndDoNotCloseThePool() throws Exception {
        provider = () -> new Outcome.Unusable(new Result.Response(200, "", "{}"), Usage.NONE, ERROR, false);
        for (int call = 0; call < 20; call++) {
            CallReport.Finished finished = (CallReport.Finished) slice();
            assertThat(finished.result().isAnswered()).isFalse();
        }

        assertThat(costs).hasSize(20).containsOnly(WORST);
        assertThat(pool().limiter().status().admitted()).isEqualTo(20);
    }

    @Test
    void emptyAnswersThatHoldABatchCountAsPaid() throws Exception {
        provider = () -> new Outcome.Unusable(new Result.Response(200, "", "{}"), Usage.NONE, ERROR, 2);
        Calls twice = new Calls(2, 0, 0, 2);
        for (int call = 1; call < FirstRefusals.ENOUGH; call++) {
            assertThat(slice(twice)).isInstanceOf(CallReport.Finished.class);
        }

        assertThat(slice(twice)).isInstanceOf(CallReport.Held.class);
        assertThat(events.getLast()).isEqualTo("end 1 LOST_ON_THE_WAY");
        assertThat(costs).hasSize(FirstRefusals.ENOUGH).containsOnly(WORST);
    }

    @Test
    void emptyAnswersAtATokenLimitAreDeadLettersAfterOneCallAndHoldTheBatchWhereAllAreSuch() throws Exception {
        Result.Error empty = new Result.Error(Outcome.Unusable.EMPTY, "raise max_tokens");
        provider = () -> new Outcome.Unusable(new Result.Response(200, "", "{}"), Usage.NONE, empty, 0);
        for (int call = 1; call < FirstRefusals.ENOUGH; call++) {
            assertThat(slice()).isInstanceOf(CallReport.Finished.class);
        }

        assertThat(slice()).isInstanceOf(CallReport.Held.class);
    }

    @Test
    void anEmptyAnswerIsAskedForAgainTwice() throws Exception {
        provider = () -> new Outcome.Unusable(new Result.Response(200, "", "{}"), Usage.NONE, ERROR, 2);

        assertThat(slice(new Calls(1, 0, 0, 1))).isInstanceOf(CallReport.Retry.class);
        assertThat(slice(new Calls(2, 0, 0, 2))).isInstanceOf(CallReport.Finished.class);
        assertThat(pool().meter().lastFault()).isNull();
    }

    @Test
    void aModelRefusedToOneBatchIsCalledForOthers() throws Exception {
        goesOn = true;
        provider = () -> MODEL_REFUSED;
        for (int call = 0; call < 10; call++) {
            slice();
        }

        slice(Calls.NONE, "another");

        assertThat(pool().limiter().status().admitted()).isEqualTo(RefusedModels.ENOUGH + 1);
    }

    private CallReport slice() throws InterruptedException {
        return slice(Calls.NONE);
    }

    private CallReport slice(Calls earlier) throws InterruptedException {
        return slice(earlier, "b");
    }

    private CallReport slice(Calls earlier, String batch) throws InterruptedException {
        ShardJournal journal = new ShardJournal(log, new BatchId(batch), 0);
        return stack().ofSlice(
                        journal,
                        this::reserve,
                        Optional.empty(),
                        body -> check,
                        StagePermits.UNLIMITED,
                        Urgency.NORMAL,
                        inFlight,
                        refusals,
                        CallFiles.NONE)
                .call(new CallRequest(LINE, earlier));
    }

    private CallReport completion() throws InterruptedException {
        return stack().ofCompletion(this::reserve, pool -> this::record, unwanted, false)
                .call(new CallRequest(LINE, Calls.NONE));
    }

    private CallLedger.OpenCall record(CallRequest request) {
        events.add("ledger begin");
        return report -> events.add(
                "ledger " + (report == null ? "null" : report.getClass().getSimpleName()));
    }

    private CallStack stack() {
        Pool asked = pool();
        CallResults results = new CallResults(asked, Prices.known(), Duration.ZERO, 0);
        return givenUp == null
                ? new CallStack(asked, results, asked.limiter().newWaiterGroup())
                : new CallStack(Route.of(asked), any -> results, new RouteWaiters(Fairness.NONE, givenUp));
    }

    private Reservation reserve(CallRequest request) {
        return new Reservation.Reserved(
                WORST_CASE.of(request.url(), request.body()).orElseThrow(), costs::add);
    }

    private Pool pool() {
        if (pool == null) {
            Pool made = new Pool(
                    PoolConfig.of("openai", "http://127.0.0.1/v1", null).withLimits(limits),
                    (url, body) -> provider.get());
            pool = new Pool(
                    made.config(),
                    made.limiter(),
                    made.provider(),
                    made.estimate(),
                    new TrafficMeter(now::get),
                    made.tasksInTransit(),
                    made.availability(),
                    made.metrics());
        }
        return pool;
    }
}
