package dev.penstock.activities.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.budget.Budgets;
import dev.penstock.activities.budget.Spending;
import dev.penstock.activities.call.CallReport;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import dev.penstock.store.file.FileStore;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completions that go on where nobody waits for them, as background responses do. */
class UnawaitedCompletionTest {
    private static final CompletionRequest REQUEST =
            new CompletionRequest("openai", Map.of("model", "gpt-4o-mini"), Duration.ofHours(24), null, null);
    private static final Outcome ANSWERED = new Outcome.Answered(
            new Result.Response(200, "", "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}"), new Usage(10, 0, 5, 0));

    @TempDir
    Path folder;

    private final PeriodicTasks pulse = new PeriodicTasks();

    @AfterEach
    void close() {
        pulse.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 402, 403, 407})
    void whatTheProviderSaysOfTheOperatorsAccountIsNotInTheResult(int status) {
        String words = "Incorrect API key provided: sk-pr*****1234 of org-17";
        String body = "{\"error\":{\"message\":\"%s\",\"code\":\"invalid_api_key\"}}".formatted(words);
        Outcome blocked =
                new Outcome.Blocked(new Result.Response(status, "", body), new Result.Error("invalid_api_key", words));

        CompletionResult result = run(blocked);

        assertThat(result.status()).isZero();
        assertThat(result.body())
                .contains("pool_blocked", "the provider answered this server with status " + status)
                .doesNotContain("sk-pr", "org-17");
    }

    @Test
    void anAccountWithoutMoneyIsSaidAsClientsKnowIt() {
        String body = "{\"error\":{\"code\":\"insufficient_quota\"}}";

        CompletionResult result = run(new Outcome.Blocked(
                new Result.Response(429, "", body), new Result.Error("insufficient_quota", "no money")));

        assertThat(result.status()).isEqualTo(429);
        assertThat(result.body()).isEqualTo(body);
    }

    @Test
    void aMomentWithoutADiskEndsNoCompletionThatNobodyWaitsFor() throws IOException {
        Files.createFile(folder.resolve("completions"));

        assertThatThrownBy(() -> run(ANSWERED))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(FailureTypes.TRY_AGAIN))
                .hasMessageContaining("store_unavailable");

        Files.delete(folder.resolve("completions"));
        assertThat(run(ANSWERED).text()).isEqualTo("hi");
    }

    @Test
    void aMomentWithoutItsBudgetEndsNoCompletionThatNobodyWaitsFor() {
        CompletionAttempt attempt =
                new CompletionAttempt(REQUEST, JsonText.MAPPER.createObjectNode(), 1, Duration.ofHours(24), null);
        try (Pool pool = pool(ANSWERED)) {
            CompletionAnswers answers = new CompletionAnswers(
                    attempt, Route.of(pool), new CompletionWait(attempt, Route.of(pool), new WorkerDrain()));

            assertThatThrownBy(() -> answers.of(new CallReport.BudgetUnavailable("tenant acme")))
                    .hasMessageContaining("budget_unavailable")
                    .isInstanceOf(ApplicationFailure.class);
        }
    }

    private static Pool pool(Outcome outcome) {
        return new Pool(PoolConfig.of("openai", "http://127.0.0.1/v1", null), (url, body) -> outcome);
    }

    private CompletionResult run(Outcome outcome) {
        try (Pool pool = pool(outcome)) {
            CompletionCosts costs = new CompletionCosts(
                    Prices.known(),
                    new CompletionLedger(FileStore.at(folder.toUri()), Clock.systemUTC()),
                    pulse,
                    Clock.systemUTC());
            return new CompletionRun(
                            new PoolRegistry(List.of(pool)),
                            costs,
                            new LiveCalls("mine"),
                            pulse,
                            new WorkerDrain(),
                            new Spending(Budgets.NONE))
                    .run(REQUEST, 1, Duration.ZERO, () -> {});
        }
    }
}
