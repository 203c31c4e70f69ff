package dev.penstock.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.CacheControlEphemeral;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolChoiceAny;
import com.anthropic.models.messages.batches.BatchCreateParams;
import com.anthropic.models.messages.batches.MessageBatch;
import com.anthropic.models.messages.batches.MessageBatchIndividualResponse;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs Anthropic's own client against the stand-in, so that the stand-in is not a misunderstanding of ours. */
@Timeout(60)
class OfficialClientTest {
    private final Simulator simulator = Simulator.start(SimulatorOptions.builder()
            .requiredKey("sk-ant-test")
            .requestsPerMinute(1000)
            .tokensPerMinute(50_000)
            .build());
    private final AnthropicClient client = client("sk-ant-test");

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void aMessageIsReadAsItsTypesHaveIt() {
        Message message = client.messages().create(asking("Hello there").build());

        message.validate();
        assertThat(message.content().getFirst().asText().text()).isEqualTo("Simulated answer to: Hello there");
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(message.usage().outputTokens()).isPositive();
    }

    @Test
    void aStreamAddsUpToTheSameMessageAsAWholeAnswer() {
        MessageCreateParams thinking =
                asking("Think").maxTokens(2000).enabledThinking(1024).build();
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(thinking)) {
            events.stream().forEach(accumulator::accumulate);
        }
        Message streamed = accumulator.message();
        Message whole = client.messages().create(thinking);

        streamed.validate();
        assertThat(streamed.content()).hasSize(2).isEqualTo(whole.content());
        assertThat(streamed.content().getFirst().asThinking().thinking()).isEqualTo("Simulated reasoning.");
        assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
        assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
        assertThat(whole.usage().outputTokensDetails().orElseThrow().thinkingTokens())
                .isEqualTo(5);
    }

    @Test
    void toolsAreCalledWithTheInputThatTheirSchemaWants() {
        Tool tool = Tool.builder()
                .name("weather")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .build())
                .build();
        Message message = client.messages()
                .create(asking("Rome?")
                        .addTool(tool)
                        .addTool(tool.toBuilder().name("time").build())
                        .toolChoice(ToolChoiceAny.builder().build())
                        .build());

        message.validate();
        assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(message.content())
                .extracting(block -> block.asToolUse().name())
                .containsExactly("weather", "time");
    }

    @Test
    void theCacheIsWrittenOnceAndThenRead() {
        MessageCreateParams params = asking("Hi")
                .systemOfTextBlockParams(List.of(TextBlockParam.builder()
                        .text("A long instruction, over and over again.")
                        .cacheControl(CacheControlEphemeral.builder().build())
                        .build()))
                .build();

        Message first = client.messages().create(params);
        Message second = client.messages().create(params);

        assertThat(first.usage().cacheCreationInputTokens())
                .hasValueSatisfying(tokens -> assertThat(tokens).isPositive());
        assertThat(first.usage().cacheReadInputTokens()).contains(0L);
        assertThat(second.usage().cacheReadInputTokens())
                .isEqualTo(first.usage().cacheCreationInputTokens());
        assertThat(second.usage().inputTokens()).isEqualTo(first.usage().inputTokens());
    }

    @Test
    void limitsAreAnnouncedApartWithMomentsOfTheirReset() {
        try (HttpResponseFor<Message> response =
                client.messages().withRawResponse().create(asking("Hi").build())) {
            for (String limit : List.of("requests", "tokens", "input-tokens", "output-tokens")) {
                String prefix = "anthropic-ratelimit-" + limit;
                assertThat(response.headers().values(prefix + "-limit")).hasSize(1);
                assertThat(response.headers().values(prefix + "-remaining")).hasSize(1);
                assertThat(OffsetDateTime.parse(
                                response.headers().values(prefix + "-reset").getFirst()))
                        .isAfter(OffsetDateTime.now(ZoneOffset.UTC));
            }
            assertThat(response.requestId()).isPresent();
        }
    }

    @Test
    void errorsAreThoseThatTheClientKnows() {
        assertThat(error("[[fail:503]] Hi").statusCode()).isEqualTo(529);
        assertThat(error("[[fail:429]] Hi").statusCode()).isEqualTo(429);
        assertThat(error("[[fail:insufficient_quota]] Hi"))
                .hasMessageContaining("Your credit balance is too low")
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(400));
        AnthropicClient wrong = client("sk-ant-wrong");
        assertThat(catchThrowableOfType(
                                AnthropicServiceException.class,
                                () -> wrong.messages().create(asking("Hi").build()))
                        .statusCode())
                .isEqualTo(401);
        wrong.close();
    }

    @Test
    void aBatchIsCreatedListedEndedAndRead() {
        MessageBatch created = client.messages()
                .batches()
                .create(BatchCreateParams.builder()
                        .addRequest(request("one", "First"))
                        .addRequest(request("two", "[[fail:500]] Second"))
                        .build());
        created.validate();
        MessageBatch ended = client.messages().batches().retrieve(created.id());

        ended.validate();
        assertThat(ended.processingStatus()).isEqualTo(MessageBatch.ProcessingStatus.ENDED);
        assertThat(ended.requestCounts().succeeded()).isEqualTo(1);
        assertThat(ended.requestCounts().errored()).isEqualTo(1);
        assertThat(client.messages().batches().list().data())
                .extracting(MessageBatch::id)
                .containsExactly(created.id());
        try (StreamResponse<MessageBatchIndividualResponse> results =
                client.messages().batches().resultsStreaming(created.id())) {
            List<MessageBatchIndividualResponse> lines = results.stream().toList();
            lines.forEach(MessageBatchIndividualResponse::validate);
            assertThat(lines)
                    .extracting(MessageBatchIndividualResponse::customId)
                    .containsExactly("one", "two");
            assertThat(lines.getFirst().result().isSucceeded()).isTrue();
            assertThat(lines.getLast().result().isErrored()).isTrue();
        }
    }

    private AnthropicServiceException error(String prompt) {
        return catchThrowableOfType(
                AnthropicServiceException.class,
                () -> client.messages().create(asking(prompt).build()));
    }

    private static BatchCreateParams.Request request(String id, String prompt) {
        return BatchCreateParams.Request.builder()
                .customId(id)
                .params(BatchCreateParams.Request.Params.builder()
                        .model("claude-sonnet-5")
                        .maxTokens(100)
                        .addUserMessage(prompt)
                        .build())
                .build();
    }

    private static MessageCreateParams.Builder asking(String prompt) {
        return MessageCreateParams.builder()
                .model("claude-sonnet-5")
                .maxTokens(100)
                .addUserMessage(prompt);
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(simulator.root().toString())
                .maxRetries(0)
                .build();
    }
}
