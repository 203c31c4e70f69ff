package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.BatchStep;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch and completions at Anthropic, with nothing but its key in the environment. */
final class AnthropicIT extends PenstockTestCase {
    private static final String KEY = "sk-ant-of-a-user";

    @BeforeEach
    void configure() {
        provider.change(SimulatorOptions.builder().requiredKey(KEY).build());
        penstock.with("OPENAI_BASE_URL", "")
                .with("ANTHROPIC_API_KEY", KEY)
                .with("ANTHROPIC_BASE_URL", provider.root().toString());
    }

    @Test
    void aFileOfPromptsIsAnsweredInOpenAisFormatAndMessagesInTheirOwn() throws IOException {
        Path prompts = Files.writeString(folder.resolve("prompts.txt"), "What is one?\nWhat is two?\n");
        Path messages = Files.writeString(
                folder.resolve("messages.jsonl"),
                "{\"custom_id\":\"a\",\"url\":\"/v1/messages\",\"body\":{\"model\":\"claude-sonnet-5\",\"max_tokens\":50,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"What is three?\"}]}}\n");

        Ended ended = penstock.run("run", prompts.toString(), "--model", "claude-sonnet-5")
                .expectExit(0);
        penstock.run("run", messages.toString()).expectExit(0);

        assertThat(ended.err())
                .contains("provider: " + provider.root() + " (with ANTHROPIC_API_KEY")
                .doesNotContain(KEY);
        JsonNode chat = first(folder.resolve("prompts.results.jsonl"));
        assertThat(chat.at("/response/body/object").asText()).isEqualTo("chat.completion");
        assertThat(chat.at("/response/body/choices/0/message/content").asText()).contains("What is one?");
        JsonNode message = first(folder.resolve("messages.results.jsonl"));
        assertThat(message.at("/response/body/type").asText()).isEqualTo("message");
        assertThat(message.at("/usage/input_tokens").asLong())
                .isPositive()
                .isEqualTo(message.at("/response/body/usage/input_tokens").asLong());
        assertThat(books.calls()).isEqualTo(3);
    }

    @Test
    void whatAnthropicHasNoWordForIsSaidBeforeAnythingIsCalled() throws IOException {
        Path input = Files.writeString(
                folder.resolve("in.jsonl"),
                "{\"custom_id\":\"a\",\"body\":{\"model\":\"claude-sonnet-5\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}\n");

        penstock.run("run", input.toString())
                .expectExit(2)
                .expectSaid("line 1", "Anthropic has nothing like 'n'; make n requests, or use another provider");
        assertThat(books.calls()).isZero();
    }

    /** The stand-in has created the batch when the command dies, which never heard of that. */
    @Test
    void aMessageBatchIsFoundAgainByTheIdsOfItsRequests() throws IOException {
        TestingInput input = inputOf("What is five?", "[[fail:400]] What is six?", "What is seven?");
        String[] run = {"run", input.path(), "--model", "claude-sonnet-5", "--lane", "provider-batch"};
        hold(BatchStep.CREATE);
        Running first = penstock.start(run);
        Patience.until("the batch is created", () -> provider.stats().batches().holding() > 0);
        first.signal("9");
        first.awaitEnd();
        hold(null);

        penstock.run(run).expectExit(3);

        assertThat(provider.stats().batches().created()).isEqualTo(1);
        assertThat(books.calls()).as("calls online").isZero();
        JsonNode chat = first(input.results());
        assertThat(chat.at("/response/body/object").asText()).isEqualTo("chat.completion");
        assertThat(chat.path("lane").asText()).isEqualTo("provider-batch");
        assertThat(Files.readAllLines(input.results())).hasSize(2);
        assertThat(Files.readString(input.errors())).contains("invalid_request_error");
    }

    /** The store knows what was uploaded, and the ids of the batch's requests say that it is this one. */
    @Test
    @OwnTemporal
    void aMessageBatchIsFoundAgainThoughTheServersDatabaseIsLost() throws IOException {
        TestingInput input = input(20);
        String[] run = {"run", input.path(), "--model", "claude-sonnet-5", "--lane", "provider-batch"};
        batches(BatchApiOptions.DEFAULT.withStallAt(0.5));
        Running first = penstock.start(run);
        Patience.until("half are answered", () -> provider.stats().batches().answered() >= 10);
        first.signal("9");
        first.awaitEnd();
        penstock.server().kill();
        penstock.server().deleteDatabase();
        batches(BatchApiOptions.DEFAULT);

        penstock.run(run).expectExit(0);

        assertThat(provider.stats().batches().created()).isEqualTo(1);
        assertThat(provider.stats().batches().answered()).isEqualTo(20);
        assertThat(Files.readAllLines(input.results())).hasSize(20);
    }

    private void hold(@Nullable BatchStep step) {
        batches(BatchApiOptions.DEFAULT.withHold(step));
    }

    private void batches(BatchApiOptions rules) {
        provider.change(
                SimulatorOptions.builder().requiredKey(KEY).batches(rules).build());
    }

    @Test
    void openAisClientGetsCompletionsStreamsAndErrors() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(Api.serve(penstock).base())
                .apiKey("any")
                .maxRetries(0)
                .build();

        ChatCompletion whole = client.chat().completions().create(asking("What is four?"));
        ChatCompletionAccumulator streamed = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(asking("What is four?"))) {
            chunks.stream().forEach(streamed::accumulate);
        }

        whole.validate();
        assertThat(whole.choices().getFirst().message().content()).contains("Simulated answer to: What is four?");
        assertThat(streamed.chatCompletion().choices().getFirst().message().content())
                .isEqualTo(whole.choices().getFirst().message().content());
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(asking("What is four?").toBuilder().n(2).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Anthropic has nothing like 'n'");
        client.close();
    }

    private static ChatCompletionCreateParams asking(String prompt) {
        return ChatCompletionCreateParams.builder()
                .model("claude-sonnet-5")
                .addUserMessage(prompt)
                .build();
    }

    private static JsonNode first(Path results) throws IOException {
        List<String> lines = Files.readAllLines(results);
        return Service.JSON.readTree(lines.getFirst());
    }
}
