package dev.penstock.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.TokenSink;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AnthropicProviderTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";
    private static final Secret KEY = new Secret("sk-ant-secret-0123456789");

    private final Simulator simulator = Simulator.start(SimulatorOptions.builder()
            .requiredKey(KEY.reveal())
            .requestsPerMinute(1000)
            .tokensPerMinute(50_000)
            .build());
    private final List<PoolQuota> announced = new ArrayList<>();
    private final Provider provider = provider(simulator.root(), KEY);

    @AfterEach
    void close() {
        provider.close();
        simulator.close();
    }

    @Test
    void anAnswerComesInOpenAisFormatWithItsUsage() throws IOException {
        Outcome.Answered answered = answered(provider.call(CHAT, chat("Hello there")));

        ChatCompletion read =
                ObjectMappers.jsonMapper().readValue(answered.response().body(), ChatCompletion.class);
        read.validate();
        assertThat(read.choices().getFirst().message().content()).contains("Simulated answer to: Hello there");
        assertThat(read.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answered.text()).contains("Simulated answer to: Hello there");
        assertThat(answered.response().requestId()).startsWith("req");
        assertThat(answered.usage().input())
                .isPositive()
                .isEqualTo(read.usage().orElseThrow().promptTokens());
        assertThat(answered.usage().output()).isEqualTo(8);
    }

    @Test
    void limitsOfTheHeadersAreAnnounced() {
        provider.call(CHAT, chat("Hi"));

        assertThat(announced)
                .containsExactly(new PoolQuota(
                        1000L, 50_000L, null, null, new FurtherLimits(null, null, null, null, 50_000L, 50_000L, null)));
    }

    @Test
    void tokensOfTheCacheAreInputThatIsCountedApart() {
        ObjectNode chat = chat("Hi");
        chat.withArrayProperty("messages")
                .insertObject(0)
                .put("role", "system")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", "A long instruction.")
                .putObject("cache_control")
                .put("type", "ephemeral");

        JsonNode first = body(provider.call(CHAT, chat)).path("usage");
        Outcome.Answered again = answered(provider.call(CHAT, chat));
        JsonNode second = body(again).path("usage");

        long written = first.at("/prompt_tokens_details/cache_creation_tokens").asLong();
        assertThat(written).isPositive();
        assertThat(second.at("/prompt_tokens_details/cached_tokens").asLong()).isEqualTo(written);
        assertThat(second.path("prompt_tokens")).isEqualTo(first.path("prompt_tokens"));
        assertThat(again.usage().cached()).isEqualTo(written);
    }

    @Test
    void reasoningIsReadAsSuchAndIsPartOfTheOutput() {
        Outcome.Answered answered = answered(provider.call(CHAT, chat("Hi").put("reasoning_effort", "low")));

        assertThat(body(answered).at("/choices/0/message/reasoning_content").asText())
                .isEqualTo("Simulated reasoning.");
        assertThat(answered.usage().reasoning()).isEqualTo(5);
        assertThat(answered.usage().output()).isGreaterThan(5);
    }

    @Test
    void aStreamIsOneOfOpenAisAndAddsUpToTheSameAnswer() throws IOException {
        ObjectNode chat = tools(chat("Rome?")).put("reasoning_effort", "low");
        chat.putObject("stream_options").put("include_usage", true);
        Chunks chunks = new Chunks();

        Outcome.Answered streamed = answered(provider.stream(CHAT, chat, chunks));
        Outcome.Answered whole = answered(provider.call(CHAT, chat));

        ChatCompletion read = chunks.accumulated();
        assertThat(read.choices().getFirst().message().toolCalls().orElseThrow())
                .extracting(call -> call.asFunction().function().arguments())
                .allMatch("{\"city\":\"Simulated answer to: Rome?\"}"::equals)
                .hasSize(2);
        assertThat(read.usage().orElseThrow().completionTokens())
                .isEqualTo(whole.usage().output());
        assertThat(read.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(message(streamed)).isEqualTo(message(whole));
        assertThat(streamed.usage()).isEqualTo(whole.usage());
    }

    @Test
    void aStreamOfTextIsPassedOnAsItArrives() throws IOException {
        Chunks chunks = new Chunks();

        Outcome.Answered streamed = answered(provider.stream(CHAT, chat("Hello there"), chunks));

        assertThat(String.join("", chunks.tokens))
                .isEqualTo("Simulated answer to: Hello there")
                .isEqualTo(streamed.text().orElseThrow());
        assertThat(chunks.tokens).hasSizeGreaterThan(3);
        assertThat(chunks.accumulated().choices().getFirst().message().content())
                .isEqualTo(streamed.text());
    }

    @ParameterizedTest
    @CsvSource({"max_tokens, length", "filter, content_filter"})
    void theReasonToEndIsTranslated(String why, String expected) {
        ObjectNode chat =
                why.equals("filter") ? chat("[[fail:filter]] Hi") : chat("Hi").put("max_tokens", 2);

        JsonNode choice = body(provider.call(CHAT, chat)).at("/choices/0");

        assertThat(choice.path("finish_reason").asText()).isEqualTo(expected);
        assertThat(choice.at("/message/refusal").isTextual()).isEqualTo(why.equals("filter"));
    }

    @Test
    void aSchemaIsMet() {
        ObjectNode chat = chat("Hi");
        chat.set(
                "response_format",
                JsonText.parse(
                        "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\","
                                + "\"properties\":{\"yes\":{\"type\":\"boolean\"}}}}}"));

        assertThat(answered(provider.call(CHAT, chat)).text()).contains("{\"yes\":true}");
    }

    @Test
    void aMessageOfItsOwnFormatComesAndGoesAsItIs() {
        ObjectNode message = chat("Hello there").put("max_tokens", 100).put("top_k", 3);

        Outcome.Answered answered = answered(provider.call(MESSAGES, message));
        List<String> events = new ArrayList<>();
        Outcome.Answered streamed = answered(provider.stream(MESSAGES, message, new TokenSink() {
            @Override
            public void token(String text) {}

            @Override
            public void event(String event) {
                events.add(event);
            }
        }));

        assertThat(body(answered).path("type").asText()).isEqualTo("message");
        assertThat(answered.text()).contains("Simulated answer to: Hello there");
        assertThat(answered.usage()).isEqualTo(streamed.usage()).isNotEqualTo(Usage.NONE);
        assertThat(body(streamed).path("content")).isEqualTo(body(answered).path("content"));
        assertThat(events.getFirst()).startsWith("event: message_start\ndata: {");
        assertThat(events.getLast()).startsWith("event: message_stop\ndata: {");
    }

    @Test
    void whatCannotBeTranslatedIsRefusedWithoutACall() {
        Outcome outcome = provider.call(CHAT, chat("Hi").put("n", 2));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.error().code()).isEqualTo("unsupported_parameter");
            assertThat(refused.error().message()).startsWith("Anthropic has nothing like 'n'");
            assertThat(JsonText.parse(refused.response().body())
                            .at("/error/param")
                            .asText())
                    .isEqualTo("n");
        });
        assertThat(simulator.stats().calls().total()).isZero();
    }

    @ParameterizedTest(name = "{0} is {1}, {2}")
    @CsvSource({
        "503, Lost, overloaded_error",
        "500, Lost, api_error",
        "504, Lost, timeout_error",
        "429, Throttled, rate_limit_error",
        "400, Refused, invalid_request_error",
        "413, Refused, request_too_large",
        "404, Refused, model_not_found",
        "401, Blocked, authentication_error",
        "402, Blocked, billing_error",
        "insufficient_quota, Blocked, invalid_request_error"
    })
    void errorsMeanWhatTheyMeanAtAnthropic(String fault, String meaning, String code) {
        Outcome outcome = provider.call(CHAT, chat("[[fail:%s]] Hi".formatted(fault)));

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(((Outcome.Failed) outcome).error().code()).isEqualTo(code);
    }

    @Test
    void aThrottledCallSaysWhenToComeBack() {
        Outcome outcome = provider.call(CHAT, chat("[[fail:429]] Hi"));

        assertThat(((Outcome.Throttled) outcome).retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "truncate", "stream_error"})
    void aStreamThatBreaksOffIsNoAnswer(String fault) {
        Outcome outcome = provider.stream(CHAT, chat("[[fail:%s]] Hi".formatted(fault)), TokenSink.NONE);

        assertThat(outcome).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void aWrongKeyBlocksAndIsNotShown() {
        try (Provider wrong = provider(simulator.root(), new Secret("sk-ant-wrong-987654321"))) {
            Outcome outcome = wrong.call(CHAT, chat("Hi"));

            assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
            assertThat(outcome.toString()).doesNotContain("987654321");
        }
    }

    @Test
    void anAddressWithTheVersionIsTheSame() {
        try (Provider versioned = provider(simulator.baseUrl(), KEY)) {
            assertThat(versioned.call(CHAT, chat("Hi"))).isInstanceOf(Outcome.Answered.class);
        }
    }

    private Provider provider(URI address, Secret key) {
        ProviderAccount account = new ProviderAccount(
                address, key, Duration.ofSeconds(20), Map.of(), 4, new DialectSettings(Dialect.ANTHROPIC, null));
        return Dialects.provider(account, (model, quota) -> announced.add(quota));
    }

    private static ObjectNode chat(String prompt) {
        ObjectNode chat = JsonText.MAPPER.createObjectNode().put("model", "claude-sonnet-5");
        chat.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return chat;
    }

    private static ObjectNode tools(ObjectNode chat) {
        for (String name : List.of("weather", "time")) {
            chat.withArrayProperty("tools")
                    .add(JsonText.parse(("{\"type\":\"function\",\"function\":{\"name\":\"%s\",\"parameters\":"
                                    + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}")
                            .formatted(name)));
        }
        return chat.put("tool_choice", "required");
    }

    private static Outcome.Answered answered(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        return (Outcome.Answered) outcome;
    }

    private static JsonNode body(Outcome outcome) {
        return JsonText.parse(answered(outcome).response().body());
    }

    /** Returns the message without ids, which are another answer's. */
    private static String message(Outcome.Answered answered) {
        return body(answered).at("/choices/0").toString().replaceAll("toolu-[^\"]*", "");
    }

    /** Reads the chunks as OpenAI's client does. */
    private static final class Chunks implements TokenSink {
        private final ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        private final List<String> tokens = new ArrayList<>();

        @Override
        public void token(String text) {
            tokens.add(text);
        }

        @Override
        public void event(String event) {
            try {
                accumulator.accumulate(ObjectMappers.jsonMapper()
                        .readValue(event.substring("data: ".length()), ChatCompletionChunk.class)
                        .validate());
            } catch (IOException e) {
                throw new AssertionError("no chunk: " + event, e);
            }
        }

        private ChatCompletion accumulated() {
            return accumulator.chatCompletion();
        }
    }
}
