package dev.penstock.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.pool.RouteConfig.Member;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.Fairness;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.route.RoutePlace;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutedCallTest {
    private static final String MODEL = "gpt-4o-mini";

    private final Map<String, Outcome> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Pool east = pool("east");
    private final Pool west = pool("west");
    private final Pool spare = pool("spare");
    private final PoolRegistry pools = new PoolRegistry(
            List.of(east, west, spare),
            List.of(new RouteConfig(
                    "route",
                    List.of(MODEL),
                    List.of(
                            new Member("east", "my-deployment", new RoutePlace(1, false, 2)),
                            new Member("west", null, new RoutePlace(1, false, 1)),
                            new Member("spare", null, new RoutePlace(2, false, 1))))),
            List.of("east", "west", "spare"));
    private final RouteWaiters waiters = new RouteWaiters(Fairness.NONE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<NanoUsd> costs = new ArrayList<>();

    @AfterEach
    void close() {
        waiters.stopWaiting();
        threads.close();
        pools.close();
    }

    @Test
    void callsAreSharedByWeightUnderEachPoolsNameForTheModel() throws Exception {
        for (int call = 0; call < 6; call++) {
            assertThat(call()).isInstanceOf(CallReport.Finished.class);
        }

        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "east my-deployment",
                        "east my-deployment",
                        "east my-deployment",
                        "east my-deployment",
                        "west gpt-4o-mini",
                        "west gpt-4o-mini");
    }

    @Test
    void theResultSaysWhichPoolAndModelAnsweredAndCostsWhatTheModelCosts() throws Exception {
        pause(west);

        Result result = ((CallReport.Finished) call()).result();

        Result.Call call = Objects.requireNonNull(result.call());
        assertThat(call.pool()).isEqualTo("east");
        assertThat(call.model()).isEqualTo("my-deployment");
        // 1,000 input tokens at 0.15 dollars a million, of gpt-4o-mini, because my-deployment has no price.
        assertThat(result.costUsd()).isEqualByComparingTo("0.00015");
    }

    @Test
    void whatAPoolThrottlesGoesToAnotherAtOnceAndCountsAsThrottled() throws Exception {
        pause(west);
        answers.put("east", throttled());

        Result result = ((CallReport.Finished) call()).result();

        assertThat(asked).containsExactly("east my-deployment", "spare gpt-4o-mini");
        assertThat(result.throttled()).isEqualTo(1);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(costs).hasSize(1);
    }

    @Test
    void aRejectedAccountIsLeftForTheOthersAndHoldsOnlyWhenAllAreRejected() throws Exception {
        answers.put("east", blocked());
        answers.put("west", blocked());

        assertThat(call()).isInstanceOf(CallReport.Finished.class);
        assertThat(asked).containsExactlyInAnyOrder("east my-deployment", "west gpt-4o-mini", "spare gpt-4o-mini");

        answers.put("spare", blocked());
        assertThat(call()).isInstanceOf(CallReport.Held.class);
        assertThat(asked).hasSize(4);
    }

    @Test
    void poolsWithoutAShareForWantOfCallsAreNotPassedOverForTheNextOrder() throws Exception {
        for (Pool resting : List.of(east, west)) {
            resting.limiter().setLimits(new RateLimits(QuotaLimit.atMost(1), QuotaLimit.UNLIMITED, 1, true));
            resting.availability().rest();
        }
        List<Future<CallReport>> calls = new ArrayList<>();
        for (int call = 1; call <= 6; call++) {
            int come = call;
            calls.add(threads.submit(this::call));
            await().until(() -> asked.size() + waiting(east) + waiting(west) == come);
        }
        for (Pool called : List.of(east, west)) {
            called.availability().update(PoolState.OPEN, null, 1);
            called.limiter().setLimits(RateLimits.ofConcurrency(6));
        }
        for (Future<CallReport> call : calls) {
            assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(CallReport.Finished.class);
        }

        assertThat(asked).hasSize(6).noneMatch(call -> call.startsWith("spare"));
    }

    private static int waiting(Pool pool) {
        return pool.limiter().status().waiting();
    }

    @Test
    void whatIsLostMayHaveBeenPaidAndIsCalledAgainOnlyByTheNextAttempt() throws Exception {
        answers.put("east", lost());
        answers.put("west", lost());

        assertThat(call()).isInstanceOf(CallReport.Retry.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void waitingCallsLeaveAPoolThatClosesAndComeBackAfterItsProbe() throws Exception {
        close(spare);
        close(west);
        east.limiter().setLimits(RateLimits.ofConcurrency(0));
        Future<CallReport> waiting = threads.submit(this::call);
        await().until(() -> east.limiter().status().waiting() == 1);

        waiters.look();
        assertThat(asked).isEmpty();
        open(spare);
        waiters.look();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(CallReport.Finished.class);
        assertThat(asked).containsExactly("spare gpt-4o-mini");

        open(east);
        call();
        assertThat(asked).containsExactly("spare gpt-4o-mini", "east my-deployment");
    }

    @Test
    void whatWaitsAtAPoolThatClosesGoesBackToOneThatHasThrottledIt() throws Exception {
        pause(spare);
        close(west);
        answers.put("east", throttled());
        Future<CallReport> waiting = threads.submit(this::call);
        await().until(() -> west.limiter().status().waiting() == 1);

        waiters.look();

        await().until(() -> east.limiter().status().waiting() == 1);
        assertThat(west.limiter().status().waiting()).isZero();
        waiters.stopWaiting();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(CallReport.NotCalled.class);
        assertThat(asked).containsExactly("east my-deployment");
    }

    @Test
    void whatWaitsForItsModelsLimitLeavesAlsoAfterCallsOfAnotherModel() throws Exception {
        ModelLimits oneAMinute = new ModelLimits(QuotaLimit.atMost(1), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
        east.limiter().setLimits(RateLimits.ofConcurrency(10).withModels(Map.of("my-deployment", oneAMinute)));
        pause(west);
        pause(spare);
        CallLayer calls = calls(pools.findRoute("route").orElseThrow());
        calls.call(request(body()));
        Future<CallReport> waiting = threads.submit(() -> calls.call(request(body())));
        await().until(() -> east.limiter().status().waiting() == 1);
        calls.call(request(body().put("model", "other")));

        west.availability().update(PoolState.OPEN, "", 1);
        waiters.look();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(CallReport.Finished.class);
        assertThat(asked).containsExactly("east my-deployment", "east other", "west gpt-4o-mini");
    }

    @Test
    void whatIsTooLargeForAPoolWaitsForALargerOneThatIsClosedForATime() throws Exception {
        QuotaLimit oneToken = QuotaLimit.atMost(1);
        east.limiter().setLimits(new RateLimits(QuotaLimit.UNLIMITED, oneToken, 10, false, oneToken));
        pause(west);
        pause(spare);
        close(west);
        Future<CallReport> waiting = threads.submit(this::call);
        await().until(() -> west.limiter().status().waiting() == 1);

        open(west);

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(CallReport.Finished.class);
        assertThat(asked).containsExactly("west gpt-4o-mini");
    }

    @Test
    void aPoolWhoseDialectHasNoWordForARequestIsLeftOut() throws Exception {
        Pool other = new Pool(
                PoolConfig.of("other", "https://api.anthropic.com", null), new NoWordFor("logprobs", (url, body) -> {
                    asked.add("other");
                    return new Outcome.Answered(new Result.Response(200, "", "{}"), new Usage(1, 0, 0, 0));
                }));
        try (PoolRegistry mixed = new PoolRegistry(
                List.of(other, spare),
                List.of(new RouteConfig(
                        "mixed",
                        List.of(MODEL),
                        List.of(
                                new Member("other", null, new RoutePlace(1, false, 1)),
                                new Member("spare", null, new RoutePlace(2, false, 1))))),
                List.of("other", "spare"))) {
            Route route = mixed.findRoute("mixed").orElseThrow();

            callBy(route, body().put("logprobs", true));
            callBy(route, body());
            assertThat(asked).containsExactly("spare gpt-4o-mini", "other");

            answers.put("spare", throttled());
            assertThat(callBy(route, body().put("logprobs", true))).isInstanceOf(CallReport.Retry.class);
            assertThat(route.problem("/v1/chat/completions", body().put("logprobs", true)))
                    .isEmpty();
        }
    }

    /** A provider that cannot have requests with a certain field. */
    private record NoWordFor(String field, Provider next) implements Provider {
        @Override
        public Outcome call(String url, ObjectNode body) {
            return next.call(url, body);
        }

        @Override
        public Optional<String> problem(String url, ObjectNode body) {
            return body.has(field) ? Optional.of("no " + field) : Optional.empty();
        }
    }

    @Test
    void whatWaitsForNoPoolAtAllStopsWaitingWithItsSlice() throws Exception {
        close(east);
        close(west);
        close(spare);
        Future<CallReport> waiting = threads.submit(this::call);
        await().until(() -> east.limiter().status().waiting() == 1);

        waiters.stopWaiting();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(CallReport.NotCalled.class);
        assertThat(asked).isEmpty();
    }

    private CallReport call() throws InterruptedException {
        return callBy(pools.findRoute("route").orElseThrow(), body());
    }

    private CallReport callBy(Route route, ObjectNode body) throws InterruptedException {
        return calls(route).call(request(body));
    }

    private CallLayer calls(Route route) {
        return new CallStack(route, pool -> new CallResults(pool, Prices.known(), Duration.ZERO, 0), waiters)
                .ofCompletion(
                        request -> new CallBudget.Reservation.Reserved(NanoUsd.ZERO, costs::add),
                        pool -> request -> report -> {},
                        () -> false,
                        false);
    }

    private static CallRequest request(ObjectNode body) {
        return CallRequest.single("/v1/chat/completions", body);
    }

    private Pool pool(String name) {
        return new Pool(PoolConfig.of(name, "http://127.0.0.1/" + name, null), (url, body) -> {
            asked.add(name + " " + body.path("model").asText());
            return answers.getOrDefault(
                    name, new Outcome.Answered(new Result.Response(200, "", "{}"), new Usage(1_000, 0, 0, 0)));
        });
    }

    private static void pause(Pool pool) {
        pool.availability().update(PoolState.PAUSED, "by an operator", 1);
    }

    private static void close(Pool pool) {
        pool.limiter().setLimits(RateLimits.ofConcurrency(0));
    }

    private static void open(Pool pool) {
        pool.limiter().setLimits(RateLimits.ofConcurrency(10));
    }

    private static Outcome throttled() {
        return new Outcome.Throttled(
                Duration.ofSeconds(20),
                new Result.Response(429, "", "{}"),
                new Result.Error("rate_limit", "slow down"));
    }

    private static Outcome lost() {
        return new Outcome.Lost(null, null, new Result.Error("no_answer", "the connection broke"));
    }

    private static Outcome blocked() {
        return new Outcome.Blocked(
                new Result.Response(401, "", "{}"), new Result.Error("invalid_api_key", "wrong key"));
    }

    private static ObjectNode body() {
        return JsonText.MAPPER.createObjectNode().put("model", MODEL);
    }
}
