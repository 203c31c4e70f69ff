package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.Budgets;
import dev.penstock.activities.budget.Spending;
import dev.penstock.activities.completion.CompletionCosts;
import dev.penstock.activities.completion.CompletionRun;
import dev.penstock.activities.completion.LiveCall;
import dev.penstock.activities.completion.LiveCalls;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.pipeline.StageStep;
import dev.penstock.contracts.shard.LlmActivity;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.store.Result;
import dev.penstock.store.file.FileStore;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through Temporal's own converters. */
class LlmActivityImplTest {
    private static final Result.Error ERROR = new Result.Error("code", "message");
    private static final SliceReceipt STAGE = new SliceReceipt(Receipt.NONE, Receipt.NONE);
    private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
    private final PeriodicTasks pulse = new PeriodicTasks();
    private final LiveCalls calls = new LiveCalls("mine");

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        temporal.close();
        pulse.close();
    }

    @Test
    void aSliceBringsItsReceipt() {
        LlmActivity activity = activityOf(answered("hi"));

        assertThat(activity.complete(slice()).calls().counts()).isEqualTo(new Counts(2, 0, 0, 0, 0));
    }

    @Test
    void aSliceOfAStageIsCalledForThatStage() {
        LlmActivity activity = activityOf(answered("never asked for"));
        SliceInput plain = slice();
        SliceInput input = new SliceInput(
                plain.batch(),
                0,
                plain.slice(),
                0,
                false,
                Urgency.NORMAL,
                null,
                null,
                new StageStep("translate", 1, 2),
                List.of());

        assertThat(activity.complete(input)).isEqualTo(STAGE);
    }

    @Test
    void aHeldSliceFailsForGoodWithItsReason() {
        LlmActivity activity = activityOf(new Outcome.Blocked(new Result.Response(403, "", "{}"), ERROR));

        assertThatThrownBy(() -> activity.complete(slice()))
                .isInstanceOf(ActivityFailure.class)
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.HOLD);
                    assertThat(failure.getOriginalMessage()).isEqualTo("provider openai says 403 code: message");
                });
    }

    @Test
    void aCompletionIsAnsweredWithItsTextAndStreamsIt() {
        LlmActivity activity = activityOf(answered("hi"));
        List<String> tokens = new ArrayList<>();
        calls.open("s", new LiveCall(tokens::add));

        CompletionResult result = activity.completeOne(completion("s", Duration.ofMinutes(1)));

        assertThat(result.isAnswered()).isTrue();
        assertThat(result.text()).isEqualTo("hi");
        assertThat(result.usage()).isEqualTo(new Usage(1, 0, 1, 0));
        assertThat(tokens).containsExactly("hi");
    }

    @Test
    void aStreamedCompletionWhoseReaderIsGoneIsAskedForAsAWhole() {
        List<ObjectNode> asked = new ArrayList<>();
        LlmActivity activity = activityOf((url, body) -> {
            asked.add(body);
            return answered("hi");
        });
        Map<String, Object> body =
                Map.of("model", "m", "stream", true, "stream_options", Map.of("include_usage", true));

        CompletionResult result =
                activity.completeOne(new CompletionRequest("openai", body, Duration.ofMinutes(1), "gone", null));

        assertThat(result.text()).isEqualTo("hi");
        assertThat(asked).containsExactly(JsonText.MAPPER.createObjectNode().put("model", "m"));
    }

    @Test
    void aRefusalWithoutWordsOfItsOwnHasOurs() {
        LlmActivity activity = activityOf(new Outcome.Refused(new Result.Response(301, "", "\"\""), ERROR));

        CompletionResult result = activity.completeOne(completion(null, Duration.ofMinutes(1)));

        assertThat(result.status()).isEqualTo(301);
        assertThat(result.body()).isEqualTo("{\"error\":{\"code\":\"code\",\"message\":\"message\"}}");
    }

    @Test
    void anEmptyCompletionIsAskedForTwiceMoreAndThenSaysSo() {
        Outcome empty = new Outcome.Unusable(new Result.Response(200, "", "{}"), Usage.NONE, ERROR, 2);
        CompletionRun completions = completionsOf((url, body) -> empty);
        CompletionRequest request = completion(null, Duration.ofMinutes(10));

        assertThatThrownBy(() -> completions.run(request, 2, Duration.ZERO, () -> {}))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(FailureTypes.TRY_AGAIN));
        CompletionResult last = completions.run(request, 3, Duration.ZERO, () -> {});

        assertThat(last.status()).isZero();
        assertThat(last.body()).contains("\"code\":\"code\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"length\"}]} | 200",
                "{\"choices\":[{\"message\":{\"content\":null,\"reasoning\":\"Well\"}}]}       | 200",
                "{\"output\":[{\"type\":\"reasoning\"}]}                                    | 200",
                "{\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"output\":[]} | 200",
                "{\"choices\":[]}                                                        | 0",
                "{\"choices\":[{}]}                                                      | 0",
            })
    void aBlankCompletionReachesItsCallerAsItIsAfterOneCall(String body, int status) {
        Outcome empty = new Outcome.Unusable(
                new Result.Response(200, "", body),
                new Usage(9, 0, 16, 16),
                new Result.Error(Outcome.Unusable.EMPTY, "empty"),
                0);
        AtomicInteger asked = new AtomicInteger();
        CompletionRun completions = completionsOf((url, sent) -> {
            asked.incrementAndGet();
            return empty;
        });

        CompletionResult result = completions.run(completion(null, Duration.ofMinutes(1)), 1, Duration.ZERO, () -> {});

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.body().equals(body)).isEqualTo(status == 200);
        assertThat(result.usage().output()).isEqualTo(status == 200 ? 16 : 0);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aRefusedCompletionHasTheProvidersStatusAndWords() {
        LlmActivity activity = activityOf(new Outcome.Refused(new Result.Response(404, "", "{\"error\":{}}"), ERROR));

        CompletionResult result = activity.completeOne(completion(null, Duration.ofMinutes(1)));

        assertThat(result.status()).isEqualTo(404);
        assertThat(result.body()).isEqualTo("{\"error\":{}}");
    }

    @Test
    void aLostCompletionIsTriedAgainWhileThereIsTime() {
        LlmActivity activity = activityOf(new Outcome.Lost(null, null, ERROR));

        assertThatThrownBy(() -> activity.completeOne(completion(null, Duration.ofMinutes(1))))
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.TRY_AGAIN);
                    assertThat(failure.getNextRetryDelay()).isPositive();
                });
    }

    @Test
    void aCompletionWithoutTimeLeftSaysWhatWentWrong() {
        LlmActivity activity = activityOf(new Outcome.Throttled(
                Duration.ofSeconds(30), new Result.Response(429, "", "{\"error\":\"busy\"}"), ERROR));

        CompletionResult result = activity.completeOne(completion(null, Duration.ofSeconds(5)));

        assertThat(result.status()).isEqualTo(429);
        assertThat(result.body()).isEqualTo("{\"error\":\"busy\"}");
    }

    private LlmActivity activityOf(Outcome outcome) {
        return activityOf((url, body) -> outcome);
    }

    private LlmActivity activityOf(Provider provider) {
        TestingStore store = new TestingStore();
        PoolRegistry pools = poolsOf(provider);
        temporal.registerActivitiesImplementations(new LlmActivityImpl(
                new SliceRun(store, store, pools, Prices.known(), pulse, new WorkerDrain()),
                (slice, attempt, heart) -> STAGE,
                completionsOf(pools),
                new RequestMemory()));
        return temporal.newActivityStub(LlmActivity.class);
    }

    private CompletionRun completionsOf(Provider provider) {
        return completionsOf(poolsOf(provider));
    }

    private CompletionRun completionsOf(PoolRegistry pools) {
        CompletionCosts costs = new CompletionCosts(
                Prices.known(),
                new CompletionLedger(FileStore.at(folder.toUri()), Clock.systemUTC()),
                pulse,
                Clock.systemUTC());
        return new CompletionRun(pools, costs, calls, pulse, new WorkerDrain(), new Spending(Budgets.NONE));
    }

    private static PoolRegistry poolsOf(Provider provider) {
        return new PoolRegistry(List.of(new Pool(PoolConfig.of("openai", "http://127.0.0.1/v1", null), provider)));
    }

    private static SliceInput slice() {
        return new SliceInput(
                new BatchId("b"), 0, new Slice(0, 0, 1, 1, 2, 0, "openai", null), 0, false, Urgency.NORMAL, null, null);
    }

    private static CompletionRequest completion(@Nullable String stream, Duration giveUpAfter) {
        return new CompletionRequest("openai", Map.of("model", "m"), giveUpAfter, stream, null);
    }

    private static Outcome answered(String text) {
        String body = "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}".formatted(text);
        return new Outcome.Answered(new Result.Response(200, "", body), new Usage(1, 0, 1, 0));
    }
}
