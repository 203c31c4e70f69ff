package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.penstock.activities.AnswerRequirements;
import dev.penstock.activities.answer.ExpectedAnswer;
import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.openai.OpenAiBatchApi;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog.Calls;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultCollectorTest {
    private static final BatchId BATCH = new BatchId("b");
    private static final String CHAT = "/v1/chat/completions";
    private static final byte[] REQUEST = RequestCodec.encode(
            1, "a", CHAT, "{\"model\":\"gpt-4o-mini\",\"max_tokens\":1000}".getBytes(StandardCharsets.UTF_8), true);

    @TempDir
    Path root;

    private FileStore store;
    private ResultLog log;
    private HttpServer provider;
    private BatchApi api;
    private List<IncompleteAnswer> failOn = List.of();
    private int round;
    private int status = 200;
    private String body = "{\"choices\":[]}";
    private AnswerChecks checks = AnswerChecks.NONE;
    private ProviderBatch ended = new ProviderBatch("batch", "completed", 1, 1, 0, "out", null, null, false);

    @BeforeEach
    void open() throws IOException {
        store = new FileStore(root, Clock.systemUTC());
        log = store.openLog();
        Path input = Path.of(URI.create(store.locate(BATCH, BatchFile.INPUT).toString()));
        Files.createDirectories(Objects.requireNonNull(input.getParent()));
        Files.write(input, REQUEST);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            byte[] line = """
                {"custom_id":"line-1","response":{"status_code":%d,"request_id":"r","body":%s},"error":null}
                """.formatted(status, body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, line.length);
            exchange.getResponseBody().write(line);
            exchange.close();
        });
        provider.start();
        URI address = URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/v1");
        ProviderAccount account = new ProviderAccount(address, null, Duration.ofSeconds(10), Map.of(), 1);
        api = new OpenAiBatchApi(account, new ApiFailures("openai", account));
    }

    @AfterEach
    void close() {
        api.close();
        provider.stop(0);
        log.close();
    }

    @Test
    void anEmptyAnswerCountsOncePerSubmissionHoweverOftenItIsCollected() throws IOException {
        for (int run = 0; run < 3; run++) {
            assertThat(collect(1, false).left()).isEqualTo(1);
            assertThat(calls().possiblyPaid()).isEqualTo(1);
        }
        for (int run = 0; run < 3; run++) {
            collect(2, false);
            assertThat(calls().possiblyPaid()).isEqualTo(2);
        }
    }

    @Test
    void aModelOfAnotherNameAtThePoolCostsWhatTheRequestsModelCosts() throws IOException {
        body = """
                {"choices":[{"message":{"content":"h"}}],\
                "usage":{"prompt_tokens":1000000,"completion_tokens":0}}""";

        collect(1, false, "my-deployment", null);

        // Half of gpt-4o-mini's 0.15 dollars a million.
        assertThat(result().costUsd()).isEqualByComparingTo("0.075");
    }

    @Test
    void aTruncatedAnswerIsCounted() throws IOException {
        body = """
                {"choices":[{"message":{"content":"h"},"finish_reason":"length"}],\
                "usage":{"prompt_tokens":10,"completion_tokens":5}}""";
        assertThat(collect(1, false).receipt().counts().incompleteAnswers().truncated())
                .isEqualTo(1);
        assertThat(result().isAnswered()).isTrue();
    }

    @Test
    void anAnswerThatMayNotBeTruncatedIsADeadLetterAndIsNotOrderedAgain() throws IOException {
        body = """
                {"choices":[{"message":{"content":"h"},"finish_reason":"length"}],\
                "usage":{"prompt_tokens":10,"completion_tokens":5}}""";
        failOn = List.of(IncompleteAnswer.TRUNCATED);

        assertThat(collect(1, false).left()).isZero();

        assertThat(Objects.requireNonNull(result().error()).code()).isEqualTo("answer_truncated");
        assertThat(result().costUsd()).isPositive();
    }

    @Test
    void anEmptyAnswerToTheLastSubmissionMayHaveCost() throws IOException {
        assertThat(collect(1, true).left()).isZero();

        assertThat(result().possiblyUsd()).isPositive();
    }

    /** Gemini names no results of a batch that was cancelled or has expired, whatever it had answered. */
    @Test
    void answersOfABatchWithoutResultsMayHaveCost() throws IOException {
        ended = new ProviderBatch("batch", "cancelled", 1, 0, 0, null, null, null, false);
        assertThat(collect(1, true).left()).isEqualTo(1);
        assertThat(calls().possiblyPaid()).as("none was answered").isZero();

        ended = new ProviderBatch("batch", "cancelled", 1, 1, 0, null, null, null, false);
        for (int run = 0; run < 2; run++) {
            assertThat(collect(1, true).left()).as("called online then").isEqualTo(1);
            assertThat(calls().possiblyPaid()).isEqualTo(1);
            assertThat(calls().lost()).as("faults").isZero();
        }

        ended = new ProviderBatch("batch", "expired", 1, 1, 0, null, null, null, false);
        assertThat(collect(2, true).left()).isZero();
        assertThat(result().possiblyUsd()).isPositive();
        assertThat(result().isAnswered()).isFalse();
    }

    @Test
    void requestsOfABatchThatDoesNotSayHowManyWereAnsweredMayHaveCost() throws IOException {
        ended = new ProviderBatch("batch", "cancelled", 1, ProviderBatch.UNKNOWN, 0, null, null, null, false);

        assertThat(collect(1, true).left()).isEqualTo(1);

        assertThat(calls().possiblyPaid()).isEqualTo(1);
    }

    @Test
    void aCallThatWasCutOffIsNoSubmissionThatWasNoted() throws IOException {
        log.begin(BATCH, 0, 1);

        for (int run = 0; run < 2; run++) {
            collect(1, false);
            assertThat(calls().lostOnTheWay()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatTheProviderCouldNotReadCostsNothingAfterTheLastSubmissionEither() throws IOException {
        status = 400;
        body = "{\"error\":{\"message\":\"could not parse the JSON body\",\"code\":\"x\"}}";

        collect(1, false);
        assertThat(calls().possiblyPaid()).isZero();
        assertThat(collect(2, true).left()).isZero();

        assertThat(result().possiblyUsd()).isNull();
        assertThat(result().isAnswered()).isFalse();
    }

    @Test
    void anAnswerThatIsNotAsAskedForIsOrderedAgainAndThenADeadLetter() throws IOException {
        checks = any -> new ExpectedAnswer(null);
        body = "{\"choices\":[{\"message\":{\"content\":\"no JSON\"}}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

        assertThat(collect(1, false).left()).isEqualTo(1);
        assertThat(calls().possiblyPaid()).isEqualTo(1);
        assertThat(collect(2, true).left()).isZero();

        assertThat(result().error()).isEqualTo(new Result.Error("invalid_response", "the answer is not JSON"));
        assertThat(result().usage().total()).isEqualTo(5);
    }

    @Test
    void whatAnEarlierRoundCostCountsOnceBesideAnAnswerWithoutUsage() throws IOException {
        logDeadLetter("0.03", null);
        round = 1;
        body = "{\"choices\":[{\"message\":{\"content\":\"h\"}}]}";

        assertThat(collect(1, false).left()).isZero();

        // And at most 1,000 tokens of output and some input of this call: about 0.0006 dollars at full price.
        assertThat(LoggedCost.of(result()).value()).isBetween(30_000_000L + 200_000, 30_000_000L + 1_500_000);
    }

    private void logDeadLetter(@Nullable String usd, @Nullable String possiblyUsd) {
        log.append(
                        BATCH,
                        0,
                        Result.builder(1, "a")
                                .error(new Result.Error("answer_truncated", "t"))
                                .attempts(1)
                                .startedAt(Instant.now().minusSeconds(60))
                                .costUsd(usd == null ? null : new BigDecimal(usd))
                                .possiblyUsd(possiblyUsd == null ? null : new BigDecimal(possiblyUsd))
                                .build())
                .join();
    }

    private CollectedResults collect(int submission, boolean last) throws IOException {
        return collect(submission, last, "gpt-4o-mini", "gpt-4o-mini");
    }

    private CollectedResults collect(int submission, boolean last, String model, @Nullable String pricedModel)
            throws IOException {
        Part part = new Part(1, "openai", CHAT, model, 1, REQUEST.length, 10);
        try (PeriodicTasks pulse = new PeriodicTasks();
                ActivityHeartbeat heart = new ActivityHeartbeat(pulse, () -> {})) {
            return new ResultCollector(
                            new PartInput(BATCH, "k", round, part, submission, last),
                            Prices.known(),
                            pricedModel,
                            api,
                            log,
                            new PartAnswerCache(null, CHAT),
                            new AnswerRequirements(failOn),
                            checks,
                            heart)
                    .collect(
                            ended,
                            new StoredPart(part, List.of(new StoredPart.Range(0, 0, REQUEST.length))),
                            new PartLines(store, log, heart));
        }
    }

    private Calls calls() {
        return log.read(BATCH, 0).calls(1);
    }

    private Result result() {
        return Objects.requireNonNull(log.read(BATCH, 0).results().get(1L));
    }
}
