package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.BatchJob;
import com.google.genai.types.File;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.JobState;
import com.google.genai.types.UploadFileConfig;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ReasoningEffort;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs OpenAI's client, which Gemini's guide uses for chats and batches, and Google's, which it uses for files, against the stand-in,
 * so that the stand-in is not a misunderstanding of ours.
 */
@Timeout(60)
class OfficialClientsTest {
    private static final String KEY = "AIza-test";
    private static final String LINES = """
            {"custom_id":"one","method":"POST","url":"/v1/chat/completions","body":{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"First"}]}}
            {"custom_id":"two","method":"POST","url":"/v1/chat/completions","body":{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"[[fail:500]] Second"}]}}
            """;

    private final Simulator simulator =
            Simulator.start(SimulatorOptions.builder().requiredKey(KEY).build());
    private final OpenAIClient openAi = openAi(KEY);
    private final Client google = google(KEY);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        openAi.close();
        google.close();
        simulator.close();
    }

    @Test
    void aChatHasThoughtsThatOnlyTheTotalCounts() {
        ChatCompletion thinking =
                openAi.chat().completions().create(asking("Hello").build());
        ChatCompletion plain = openAi.chat()
                .completions()
                .create(asking("Hello").reasoningEffort(ReasoningEffort.NONE).build());

        thinking.validate();
        assertThat(thinking.choices().getFirst().message().content()).contains("Simulated answer to: Hello");
        assertThat(thinking.model()).isEqualTo("gemini-2.5-flash");
        assertThat(thoughts(thinking.usage().orElseThrow())).isEqualTo(5);
        assertThat(thoughts(plain.usage().orElseThrow())).isZero();
    }

    @Test
    void aStreamAddsUpToTheSameAnswer() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks = openAi.chat()
                .completions()
                .createStreaming(asking("Hello")
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            chunks.stream().forEach(accumulator::accumulate);
        }
        ChatCompletion streamed = accumulator.chatCompletion();

        assertThat(streamed.choices().getFirst().message().content()).contains("Simulated answer to: Hello");
        assertThat(thoughts(streamed.usage().orElseThrow())).isEqualTo(5);
    }

    @Test
    void modelsHaveNamesOfResourcesThatRequestsMayUse() {
        Model model = openAi.models().list().data().getFirst();
        ChatCompletion answer = openAi.chat()
                .completions()
                .create(asking("Hello").model(model.id()).build());

        model.validate();
        assertThat(model.id()).startsWith("models/");
        assertThat("models/" + answer.model()).isEqualTo(model.id());
        assertThat(openAi.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("models/gemini-embedding-001")
                                .input("Hello")
                                .build())
                        .data())
                .hasSize(1);
    }

    @Test
    void errorsAreArraysOfGooglesErrors() {
        OpenAIServiceException unknown = error(asking("Hello").logprobs(true));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body().toString()).startsWith("[").contains("Unknown name \"logprobs\": Cannot find field.");
        assertThat(error(asking("[[fail:429]] Hi")).body().toString())
                .contains("RESOURCE_EXHAUSTED", "PerMinute", "retryDelay=1s");
        assertThat(error(asking("[[fail:insufficient_quota]] Hi")).body().toString())
                .contains("GenerateRequestsPerDayPerProjectPerModel");
        assertThat(error(asking("[[fail:503]] Hi")).body().toString()).contains("UNAVAILABLE");
        OpenAIClient stranger = openAi("AIza-wrong");
        OpenAIServiceException badKey = catchThrowableOfType(
                OpenAIServiceException.class,
                () -> stranger.chat().completions().create(asking("Hi").build()));
        stranger.close();
        assertThat(badKey.statusCode()).isEqualTo(400);
        assertThat(badKey.body().toString()).contains("API_KEY_INVALID");
    }

    /** The guide's way: Google's client moves the files, OpenAI's the batch. */
    @Test
    void aBatchIsUploadedCreatedReadAndDownloadedWithBothClients() throws IOException {
        File file = upload("files/my-requests");
        Batch created = openAi.batches().create(order(file.name().orElseThrow()));
        Batch ended = openAi.batches().retrieve(created.id());

        created.validate();
        ended.validate();
        assertThat(ended.status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(ended.requestCounts().orElseThrow().completed()).isEqualTo(1);
        Path results = folder.resolve("results.jsonl");
        google.files.download(ended.outputFileId().orElseThrow(), results.toString(), null);
        assertThat(Files.readAllLines(results))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("\"custom_id\":\"one\"", "Simulated answer to: First"));
    }

    @Test
    void filesAreListedReadAndDeleted() {
        File file = upload("files/my-requests");

        assertThat(file.name()).contains("files/my-requests");
        assertThat(file.displayName()).contains("My requests");
        assertThat(file.sizeBytes()).contains((long) LINES.getBytes(StandardCharsets.UTF_8).length);
        assertThat(google.files.list(null))
                .extracting(one -> one.name().orElseThrow())
                .containsExactly("files/my-requests");
        assertThat(google.files.get("my-requests", null).displayName()).contains("My requests");
        assertThat(catchThrowableOfType(ApiException.class, () -> upload("files/my-requests"))
                        .code())
                .isEqualTo(409);
        Object unused = google.files.delete("my-requests", null);
        assertThat(catchThrowableOfType(ApiException.class, () -> google.files.get("my-requests", null))
                        .code())
                .isEqualTo(403);
    }

    @Test
    void aFileLargerThanAPieceOfTheClientsArrivesWhole() {
        byte[] large = new byte[9 << 20];
        File file = google.files.upload(
                large, UploadFileConfig.builder().mimeType("jsonl").build());

        assertThat(file.sizeBytes()).contains((long) large.length);
        assertThat(file.name().orElseThrow()).startsWith("files/");
    }

    @Test
    void batchesAreListedAndCancelledAsGooglesOperations() {
        simulator.change(simulator.options().toBuilder()
                .batches(BatchApiOptions.DEFAULT.withStallAt(0.5))
                .build());
        String name = openAi.batches()
                .create(order(upload("files/my-requests").name().orElseThrow()))
                .id();

        List<BatchJob> jobs = google.batches.list(null).page();
        assertThat(jobs).hasSize(1);
        assertThat(jobs.getFirst().name()).contains(name);
        assertThat(state(name)).isEqualTo(JobState.Known.JOB_STATE_RUNNING);
        google.batches.cancel(name, null);
        assertThat(state(name)).isEqualTo(JobState.Known.JOB_STATE_CANCELLED);
        assertThat(openAi.batches().retrieve(name).status()).isEqualTo(Batch.Status.CANCELLED);
        simulator.change(
                simulator.options().toBuilder().batches(BatchApiOptions.DEFAULT).build());
        String second = openAi.batches()
                .create(order(upload("files/others").name().orElseThrow()))
                .id();
        BatchJob done = google.batches.get(second, null);
        assertThat(done.dest().orElseThrow().fileName())
                .isEqualTo(openAi.batches().retrieve(second).outputFileId());
        assertThat(google.batches.list(null).page())
                .extracting(job -> job.name().orElseThrow())
                .containsExactly(second, name);
        assertThat(catchThrowableOfType(
                                ApiException.class,
                                () -> google("AIza-wrong").batches.get(second, null))
                        .code())
                .isEqualTo(400);
    }

    private JobState.Known state(String batch) {
        return google.batches.get(batch, null).state().orElseThrow().knownEnum();
    }

    private File upload(String name) {
        return google.files.upload(
                LINES.getBytes(StandardCharsets.UTF_8),
                UploadFileConfig.builder()
                        .name(name)
                        .displayName("My requests")
                        .mimeType("jsonl")
                        .build());
    }

    private static BatchCreateParams order(String file) {
        return BatchCreateParams.builder()
                .inputFileId(file)
                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                .completionWindow(BatchCreateParams.CompletionWindow._24H)
                .build();
    }

    private static long thoughts(CompletionUsage usage) {
        return usage.totalTokens() - usage.promptTokens() - usage.completionTokens();
    }

    private OpenAIServiceException error(ChatCompletionCreateParams.Builder params) {
        return catchThrowableOfType(
                OpenAIServiceException.class, () -> openAi.chat().completions().create(params.build()));
    }

    private static ChatCompletionCreateParams.Builder asking(String prompt) {
        return ChatCompletionCreateParams.builder().model("gemini-2.5-flash").addUserMessage(prompt);
    }

    private OpenAIClient openAi(String key) {
        return OpenAIOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(simulator.root() + "/v1beta/openai/")
                .maxRetries(0)
                .build();
    }

    private Client google(String key) {
        return Client.builder()
                .apiKey(key)
                .vertexAI(false)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(simulator.root().toString())
                        .apiVersion("v1beta")
                        .build())
                .build();
    }
}
