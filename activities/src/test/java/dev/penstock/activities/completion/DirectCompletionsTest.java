package dev.penstock.activities.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.Budgets;
import dev.penstock.activities.budget.Spending;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.activities.usage.CompletionEntry;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.activities.usage.CompletionUsage;
import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.limits.rate.RateLimiterStatus;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.store.Result;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Completions without a workflow, down to the provider. */
@Timeout(60)
class DirectCompletionsTest {
    private static final Result.Error ERROR = new Result.Error("server_error", "down");
    private static final Outcome LOST = new Outcome.Lost(null, new Result.Response(503, "", "{}"), ERROR, true);
    private static final Outcome ANSWERED = new Outcome.Answered(
            new Result.Response(200, "", "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}"), new Usage(10, 0, 5, 0));

    @TempDir
    Path folder;

    private final PeriodicTasks pulse = new PeriodicTasks();
    private final WorkerDrain drain = new WorkerDrain();
    private final AtomicInteger calls = new AtomicInteger();
    private final LiveCall call = new LiveCall(null);
    private Function<ObjectNode, Outcome> provider = body -> ANSWERED;
    private Store store;
    private Pool pool;
    private CompletionRun completions;
    private DirectCompletions direct;

    @BeforeEach
    void open() {
        store = FileStore.at(folder.toUri());
        Provider counting = (url, body) -> {
            calls.incrementAndGet();
            return provider.apply(body);
        };
        pool = new Pool(PoolConfig.of("openai", "http://127.0.0.1/v1", null), counting);
        CompletionCosts costs = new CompletionCosts(
                Prices.known(), new CompletionLedger(store, Clock.systemUTC()), pulse, Clock.systemUTC());
        completions = new CompletionRun(
                new PoolRegistry(List.of(pool)),
                costs,
                new LiveCalls("mine"),
                pulse,
                drain,
                new Spending(Budgets.NONE));
        direct = new DirectCompletions(completions, drain);
    }

    @AfterEach
    void close() {
        pulse.close();
        pool.close();
    }

    @Test
    void anAnswerIsThereAndCountedWhenTheRunEnds() throws IOException {
        CompletionResult result = run(Duration.ofMinutes(1));

        assertThat(result.text()).isEqualTo("hi");
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(used().receipt().usage()).isEqualTo(new Usage(10, 0, 5, 0));
        assertThat(used().receipt().counts().completed()).isEqualTo(1);
    }

    @Test
    void aLostCallIsMadeAgainAndItsMoneyCountedAsPossiblyPaid() throws IOException {
        provider = body -> calls.get() == 1 ? LOST : ANSWERED;

        assertThat(run(Duration.ofMinutes(10)).attempts()).isEqualTo(2);
        assertThat(used().possiblyPaid()).isEqualTo(1);
        assertThat(used().receipt().cost().possiblyNanoUsd()).isPositive();
    }

    @Test
    void afterFiveAttemptsTheCallerIsTold() {
        provider = body -> LOST;

        CompletionResult result = run(Duration.ofMinutes(10));

        assertThat(result.status()).isEqualTo(503);
        assertThat(calls).hasValue(5);
    }

    @Test
    void aStreamThatBreaksOffEachTimeIsPaidSixTimesAtMostHoweverLongTheCallerWaits() {
        CompletionRequest patient = new CompletionRequest("openai", Map.of(), Duration.ofMinutes(10), null, null);
        provider = body -> new Outcome.Lost(null, new Result.Response(200, "", "{}"), ERROR);

        assertThatThrownBy(() -> completions.runDirectly(patient, body(), 5, new LiveCall(null)))
                .isInstanceOf(ApplicationFailure.class);
        assertThat(completions
                        .runDirectly(patient, body(), 6, new LiveCall(null))
                        .isAnswered())
                .isFalse();

        provider = body -> LOST;
        assertThatThrownBy(() -> completions.runDirectly(patient, body(), 6, new LiveCall(null)))
                .isInstanceOf(ApplicationFailure.class);
    }

    @Test
    void anAnswerWithoutATextThatWasPaidForIsCounted() throws IOException {
        Result.Error empty = new Result.Error(Outcome.Unusable.EMPTY, "no text");
        provider =
                body -> new Outcome.Unusable(new Result.Response(200, "", "{}"), new Usage(10, 0, 500, 500), empty, 0);

        run(Duration.ofMinutes(10));

        assertThat(used().receipt().usage()).isEqualTo(new Usage(10, 0, 500, 500));
        assertThat(used().receipt().cost().nanoUsd()).isPositive();
        assertThat(used().receipt().counts().completed()).isZero();
    }

    @Test
    void anAnswerOfAFreeModelWithoutUsageCostsNothing() throws IOException {
        provider = body -> new Outcome.Answered(new Result.Response(200, "", "{\"results\":[]}"), Usage.NONE);

        direct.run(request(Duration.ofMinutes(10), "acme"), body().put("model", "omni-moderation-latest"), call);

        assertThat(used().receipt().cost()).isEqualTo(Cost.NONE);
    }

    @Test
    void aCallerWhoLeavesIsNotCalledForAgain() {
        provider = body -> {
            call.leave();
            return LOST;
        };

        assertThatThrownBy(() -> run(Duration.ofMinutes(10))).isInstanceOf(CancellationException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallerIsToldOfAnErrorInsteadOfWaitingForTheTimeout() {
        Error tooDeep = new StackOverflowError();
        provider = body -> {
            throw tooDeep;
        };

        assertThatThrownBy(() -> run(Duration.ofMinutes(10))).isSameAs(tooDeep);
        assertThat(call.answer()).isCompletedExceptionally();
    }

    @Test
    void onlyAnOperatorReadsWhatTheProviderSaysOfTheAccount() {
        String body = "{\"error\":{\"message\":\"Incorrect API key provided: sk-pr*****1234\"}}";
        provider = asked -> new Outcome.Blocked(new Result.Response(401, "", body), ERROR);
        LiveCall operators = LiveCall.ofOperator(null);

        direct.run(request(Duration.ofMinutes(1), "acme"), body(), operators);

        assertThat(operators.answer().join().body()).isEqualTo(body);
        assertThat(run(Duration.ofMinutes(1)).body()).contains("pool_blocked").doesNotContain("sk-pr");
    }

    @Test
    void aProcessThatStopsSaysSoInsteadOfCallingAgain() {
        provider = body -> {
            drain.begin();
            return LOST;
        };

        CompletionResult result = run(Duration.ofMinutes(10));

        assertThat(result.body()).contains("\"code\":\"stopping\"");
        assertThat(calls).hasValue(1);
    }

    @Test
    void aTenantDoesNotWaitBehindTheBacklogOfAnother() {
        pool.limiter().setLimits(RateLimits.ofConcurrency(1));
        Semaphore answers = new Semaphore(0);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        provider = body -> {
            order.add(body.path("user").asText());
            answers.acquireUninterruptibly();
            return ANSWERED;
        };
        List<LiveCall> all = new ArrayList<>();
        for (int waiting = 0; waiting < 10; waiting++) {
            all.add(begin("busy", waiting));
        }
        all.add(begin("quiet", 10));

        answers.release(all.size());

        all.forEach(each -> each.answer().join());
        assertThat(order).hasSize(11);
        assertThat(order.indexOf("quiet"))
                .as("after the call under way and at most one more")
                .isLessThan(3);
    }

    /** Begins a completion and returns when it waits for its permit behind this many calls, one of which has it. */
    private LiveCall begin(String tenant, int before) {
        LiveCall begun = new LiveCall(null);
        Thread.startVirtualThread(
                () -> direct.run(request(Duration.ofMinutes(5), tenant), body().put("user", tenant), begun));
        await().until(() -> {
            RateLimiterStatus status = pool.limiter().status();
            return status.waiting() + status.inFlight() == before + 1;
        });
        return begun;
    }

    private CompletionResult run(Duration giveUpAfter) {
        direct.run(request(giveUpAfter, "acme"), body(), call);
        return call.answer().join();
    }

    private static CompletionRequest request(Duration giveUpAfter, String tenant) {
        return new CompletionRequest("openai", Map.of(), giveUpAfter, null, null, null, true, tenant, 1.0, null, null);
    }

    private static ObjectNode body() {
        return JsonText.MAPPER.createObjectNode().put("model", "gpt-4o-mini").put("max_tokens", 10);
    }

    private ResultUsage used() throws IOException {
        return CompletionUsage.read(store, Clock.systemUTC()).stream()
                .map(CompletionEntry::used)
                .reduce(ResultUsage.NONE, ResultUsage::plus);
    }
}
