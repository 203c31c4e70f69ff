package dev.penstock.providers.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.credential.BearerTokenCredential;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure OpenAI, by the stand-in in the simulator: first by the official client, then by ours. */
class AzureTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl";
    private static final String VERSION = "2024-10-21";

    private Simulator azure = Simulator.start(
            SimulatorOptions.builder().model("my-deployment").requiredKey(KEY).build());

    @AfterEach
    void stop() {
        azure.close();
    }

    @ParameterizedTest
    @CsvSource({"LEGACY", "UNIFIED"})
    void theOfficialClientIsAnsweredAtBothKindsOfAddress(AzureUrlPathMode mode) {
        OpenAIClient client = official(mode);
        assertThat(client.chat()
                        .completions()
                        .create(chat("my-deployment"))
                        .choices()
                        .getFirst()
                        .message()
                        .content())
                .isPresent();
        client.close();
    }

    @Test
    void theOfficialClientSeesThatADeploymentIsMissing() {
        OpenAIClient client = official(AzureUrlPathMode.LEGACY);
        assertThatThrownBy(() -> client.chat().completions().create(chat("gpt-4o")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("The API deployment for this resource does not exist");
        client.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"'',2024-10-21", "'',-", "/openai,2024-10-21", "/openai/v1,-", "/openai/v1,2024-10-21"})
    void weAreAnsweredAtBothKindsOfAddress(String path, @Nullable String version) {
        try (Provider provider = provider(path, KEY, version)) {
            List<String> tokens = new ArrayList<>();

            assertThat(provider.call("/v1/chat/completions", body("my-deployment")))
                    .isInstanceOf(Outcome.Answered.class);
            assertThat(provider.stream("/v1/chat/completions", body("my-deployment"), tokens::add))
                    .isInstanceOf(Outcome.Answered.class);
            assertThat(tokens).isNotEmpty();
            assertThat(provider.call("/v1/embeddings", body("my-deployment").put("input", "text")))
                    .isInstanceOf(Outcome.Answered.class);
        }
    }

    @Test
    void anEntraTokenGoesAsABearerToken() {
        azure.close();
        azure = Simulator.start(SimulatorOptions.builder().requiredKey(TOKEN).build());
        OpenAIClient official = OpenAIOkHttpClient.builder()
                .baseUrl(azure.root().toString())
                .credential(BearerTokenCredential.create(TOKEN))
                .azureUrlPathMode(AzureUrlPathMode.LEGACY)
                .azureServiceVersion(AzureOpenAIServiceVersion.fromString(VERSION))
                .build();
        try (Provider provider = provider("", TOKEN, VERSION)) {
            assertThat(official.chat().completions().create(chat("any")).choices())
                    .hasSize(1);
            official.close();
            assertThat(provider.call("/v1/chat/completions", body("any"))).isInstanceOf(Outcome.Answered.class);
        }
        assertThat(AzureRequests.of(account(azure.root(), TOKEN, VERSION)).headers())
                .containsOnlyKeys("Authorization");
        assertThat(AzureRequests.of(account(azure.root(), KEY, VERSION)).headers())
                .containsExactly(Map.entry("api-key", KEY));
    }

    @Test
    void aMissingDeploymentIsToldInOneSentence() {
        try (Provider provider = provider("", KEY, VERSION)) {
            Outcome outcome = provider.call("/v1/chat/completions", body("gpt-4o"));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused) outcome).error().code()).isEqualTo(Outcome.Refused.NOT_ALLOWED);
            assertThat(((Outcome.Refused) outcome).error().message())
                    .isEqualTo(
                            "this Azure resource has no deployment of the name that the request has as its model; name the deployment there (--model, 'models' of the pool), not the model that it serves");
            assertThat(((Outcome.Failed) provider.call("/v1/chat/completions", body("")))
                            .error()
                            .message())
                    .contains("names its deployment as model");
        }
    }

    @Test
    void aRejectedKeyBlocksThePool() {
        try (Provider provider = provider("", "another", VERSION)) {
            assertThat(provider.call("/v1/chat/completions", body("my-deployment")))
                    .isInstanceOf(Outcome.Blocked.class);
        }
    }

    /** learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter. */
    @Test
    void aFilteredPromptIsThatLinesDeadLetter() {
        Outcome outcome = read(400, """
                {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
                 "type":null,"param":"prompt","code":"content_filter","status":400,
                 "innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"medium"}}}}}""");

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).mayConcernAll()).isFalse();
        assertThat(((Outcome.Refused) outcome).error().code()).isEqualTo("content_filter");
    }

    @Test
    void anAnswerMayHaveNotesOfTheFilter() {
        assertThat(read(200, """
                {"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}],
                 "choices":[{"index":0,"finish_reason":"stop","content_filter_results":{},"message":{"role":"assistant","content":"4"}}],
                 "usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}""")).isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void a429SaysHowLongToWaitInMilliseconds() {
        Outcome outcome = AzureAnswers.FORMAT.read(
                "/v1/chat/completions",
                429,
                name -> Optional.ofNullable(
                        Map.of("retry-after-ms", "1800", "retry-after", "2").get(name)),
                """
                {"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation have exceeded token rate limit"}}""",
                Instant.EPOCH);

        assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
        assertThat(((Outcome.Throttled) outcome).retryAfter()).isEqualTo(Duration.ofMillis(1_800));
    }

    @Test
    void filesAndBatchesHaveAnAddressWithoutADeployment() {
        AzureRequests requests = AzureRequests.of(account(azure.root(), KEY, VERSION));

        assertThat(requests.endpoint(List.of("batches", "b-1", "cancel")).path())
                .containsExactly("openai", "batches", "b-1", "cancel");
        assertThat(requests.endpoint(List.of("files")).query()).containsExactly(Map.entry("api-version", VERSION));
        assertThat(requests.of("/v1/responses", body("d"), false).path()).containsExactly("openai", "responses");
    }

    @Test
    void aBatchGoesThroughFilesAndComesBack() {
        BatchApi.Errors errors = new BatchApi.Errors() {
            @Override
            public RuntimeException refused(String call, int status, Outcome outcome) {
                return new IllegalStateException(call + " " + status + " " + outcome);
            }

            @Override
            public RuntimeException lost(Exception cause, Outcome.Lost meaning) {
                return new IllegalStateException(cause);
            }
        };
        byte[] line = ("""
                {"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":%s}
                """.formatted(body("my-deployment"))).getBytes(StandardCharsets.UTF_8);
        try (BatchApi batches = Dialects.batchApi(account(azure.root(), KEY, VERSION), errors)) {
            String file = batches.upload("part.jsonl", line.length, out -> out.write(line));
            ObjectNode order = (ObjectNode) JsonText.parse(
                    "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                            .formatted(file));
            String id = batches.create(order, "once").path("id").asText();

            await().until(() -> batches.get(id).path("status").asText().equals("completed"));
            String output = batches.get(id).path("output_file_id").asText();
            assertThat(batches.<String>download(output, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                    .contains("\"custom_id\":\"1\"");
            assertThat(batches.findBatch(0, batch -> batch.path("id").asText().equals(id))
                            .path("id")
                            .asText())
                    .isEqualTo(id);
        }
    }

    private static Outcome read(int status, String body) {
        return AzureAnswers.FORMAT.read("/v1/chat/completions", status, name -> Optional.empty(), body, Instant.EPOCH);
    }

    private OpenAIClient official(AzureUrlPathMode mode) {
        OpenAIOkHttpClient.Builder builder = OpenAIOkHttpClient.builder()
                .baseUrl(azure.root().toString() + (mode == AzureUrlPathMode.UNIFIED ? "/openai/v1" : ""))
                .credential(AzureApiKeyCredential.create(KEY))
                .azureUrlPathMode(mode)
                .maxRetries(0);
        return mode == AzureUrlPathMode.UNIFIED
                ? builder.build()
                : builder.azureServiceVersion(AzureOpenAIServiceVersion.fromString(VERSION))
                        .build();
    }

    private Provider provider(String path, String key, @Nullable String version) {
        return Dialects.provider(account(URI.create(azure.root() + path), key, version), (model, quota) -> {});
    }

    private static ProviderAccount account(URI address, String key, @Nullable String version) {
        return new ProviderAccount(
                address,
                new Secret(key),
                Duration.ofSeconds(10),
                Map.of(),
                1,
                new DialectSettings(Dialect.AZURE, version));
    }

    private static ChatCompletionCreateParams chat(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("What is 2 + 2?")
                .build();
    }

    private static ObjectNode body(String model) {
        return (ObjectNode) JsonText.parse(
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}".formatted(model));
    }
}
