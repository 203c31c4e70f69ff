package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.providers.openai.TestingServer.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OpenAiProviderTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final Secret KEY = new Secret("sk-very-secret-0123456789");

    private static final String HI = "\"choices\":[{\"message\":{\"content\":\"hi\"}}]";

    private final TestingServer server = new TestingServer();
    private final ProviderAccount account = account(server.baseUrl(), KEY);
    private final List<PoolQuota> announced = new ArrayList<>();
    private final Provider provider = calling(account);

    @AfterEach
    void close() {
        provider.close();
        server.close();
    }

    @Test
    void theRequestGoesOutAndTheAnswerComesBackAsTheyAre() {
        String request =
                "{\"model\":\"m\",\"unknown\":{\"deep\":[1,null,{\"x\":0.10}]},\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"ü\",\"also_unknown\":true}]}";
        String answer = "{\"id\":\"a\",\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"length\"}],"
                + "\"new_field\":{\"y\":2},\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":2},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":1}}}";
        server.says(Answer.json(200, answer, "x-request-id", "req_1"));

        Outcome outcome = provider.call(CHAT, body(request));

        assertThat(JsonText.parse(server.bodies.getFirst())).isEqualTo(body(request));
        assertThat(server.authorizations).containsExactly("Bearer " + KEY.reveal());
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.response().body()).isEqualTo(answer);
            assertThat(answered.response().requestId()).isEqualTo("req_1");
            assertThat(answered.usage()).isEqualTo(new Usage(7, 2, 3, 1));
            assertThat(answered.text()).contains("hi");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/embeddings", "/v1/responses", "/v1/completions"})
    void everyEndpointIsFoundUnderTheProvidersAddress(String url) {
        server.says(Answer.json(
                200,
                "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"text\":\"hi\"}],\"data\":[{\"embedding\":[0.1]}],"
                        + "\"output\":[{\"type\":\"message\",\"content\":[{\"text\":\"hi\"}]}],"
                        + "\"usage\":{\"input_tokens\":4,\"output_tokens\":2}}"));

        Outcome outcome = provider.call(url, body("{}"));

        assertThat(server.paths).containsExactly(url);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.usage()).isEqualTo(new Usage(4, 0, 2, 0)));
    }

    @Test
    void reasoningThatIsNotCountedAsOutputIsAddedToIt() {
        server.says(Answer.json(
                200,
                "{" + HI + ",\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2,\"total_tokens\":16,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":10}}}"));

        assertThat(provider.call("/v1/chat/completions", body("{}")))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.usage()).isEqualTo(new Usage(4, 0, 12, 10)));
    }

    @Test
    void anAnswerOnSeveralLinesIsKeptOnOne() {
        server.says(Answer.json(200, "{\n  " + HI + ", \"a\": \"line\\nbreak\"\r\n}"));

        Outcome outcome = provider.call(CHAT, body("{}"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.response().body())
                                .isEqualTo("{  " + HI + ", \"a\": \"line\\nbreak\"}"));
    }

    @Test
    void aDroppedConnectionIsALostCallAndNotCalledAgainBehindOurBack() {
        server.says(Answer.dropped());

        Outcome outcome = provider.call(CHAT, body("{}"));

        assertThat(lostCode(outcome)).isEqualTo("connection_error");
        assertThat(server.bodies).hasSize(1);
    }

    @Test
    void silenceIsATimeout() {
        server.says(Answer.silence());

        try (Provider impatient = calling(account(server.baseUrl(), KEY, Duration.ofMillis(500)))) {
            assertThat(lostCode(impatient.call(CHAT, body("{}")))).isEqualTo("request_timeout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>oops</html>", "{\"id\":\"x\",\"choi", "[1]", "null", "{} {}"})
    void anAnswerThatCannotBeReadIsWorthOneMoreCall(String garbage) {
        server.says(Answer.json(200, garbage));

        assertThat(provider.call(CHAT, body("{}"))).isInstanceOfSatisfying(Outcome.Unusable.class, unusable -> {
            assertThat(unusable.error().code()).isEqualTo("invalid_response");
            assertThat(unusable.retries()).isEqualTo(1);
            assertThat(unusable.mayHaveCost()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/../admin/keys", "/v1/chat/../../..", "/v1/%2e%2e/admin", "/v1/./files"})
    void noPathLeadsAboveTheBaseUrl(String path) {
        assertThat(provider.call(path, body("{}"))).isInstanceOf(Outcome.Refused.class);
        assertThat(provider.stream(path, body("{}"), token -> {})).isInstanceOf(Outcome.Refused.class);

        assertThat(server.paths).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsALostCall() {
        server.says(Answer.cutOff("{\"id\":"));

        assertThat(provider.call(CHAT, body("{}"))).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void nobodyListeningIsALostCall() {
        try (Provider nobody = calling(account("http://127.0.0.1:1/v1", null))) {
            assertThat(lostCode(nobody.call(CHAT, body("{}")))).isEqualTo("connection_error");
        }
        try (Provider nowhere = calling(account("http://no-such-host.invalid/v1", null))) {
            assertThat(nowhere.call(CHAT, body("{}")))
                    .isInstanceOfSatisfying(
                            Outcome.Lost.class,
                            lost -> assertThat(lost.error().message()).isEqualTo("the provider's host is not known"));
        }
    }

    @Test
    void theKeyIsSeenNowhereEvenWhenTheProviderRepeatsIt() {
        server.says(Answer.json(
                401,
                "{\"error\":{\"code\":\"invalid_api_key\",\"message\":\"Incorrect API key provided: " + KEY.reveal()
                        + "\"}}"));

        Outcome outcome = provider.call(CHAT, body("{}"));

        assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
        assertThat(outcome.toString()).doesNotContain(KEY.reveal()).contains("Incorrect API key provided: ***");
        assertThat(account(server.baseUrl(), KEY).toString()).doesNotContain(KEY.reveal());
    }

    @Test
    void anErrorPageIsKeptAsAJsonString() {
        server.says(Answer.json(502, "<h1>Bad\ngateway</h1>"));

        assertThat(provider.call(CHAT, body("{}"))).isInstanceOfSatisfying(Outcome.Lost.class, lost -> {
            assertThat(lost.response()).isNotNull();
            assertThat(String.valueOf(lost.response())).contains("\"<h1>Bad\\ngateway</h1>\"");
        });
    }

    @Test
    void aStreamGivesItsTokensAndThenTheWholeAnswerWithItsUsage() {
        server.says(Answer.events(
                chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                chunk("{\"content\":\"Hel\"}", "null"),
                chunk("{\"content\":\"lo\"}", "null"),
                chunk("{}", "\"stop\""),
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],"
                        + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}",
                "[DONE]"));
        List<String> tokens = new ArrayList<>();

        Outcome outcome = provider.stream("/v1/chat/completions", body("{\"model\":\"m\"}"), tokens::add);

        assertThat(tokens).containsExactly("Hel", "lo");
        assertThat(server.bodies.getFirst()).contains("\"stream\":true", "\"include_usage\":true");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.text()).contains("Hello");
            assertThat(answered.usage()).isEqualTo(new Usage(5, 0, 2, 0));
        });
    }

    @Test
    void aStreamThatBreaksOffIsALostCall() {
        server.says(Answer.events(chunk("{\"content\":\"Hel\"}", "null")));

        assertThat(lostCode(provider.stream("/v1/chat/completions", body("{}"), token -> {})))
                .isEqualTo("invalid_response");
    }

    @Test
    void anErrorInsteadOfAStreamIsReadLikeAnyOther() {
        server.says(Answer.json(429, "{\"error\":{\"message\":\"slow down\"}}", "retry-after", "2"));

        assertThat(provider.stream("/v1/chat/completions", body("{}"), token -> {}))
                .isInstanceOfSatisfying(
                        Outcome.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"xxxxxxxx", "{\"a\":[{},{},{},"})
    void anAnswerWithoutEndIsGivenUp(String text) {
        server.says(Answer.endless("application/json", text.repeat(10_000)));

        assertThat(tooLarge(provider.call(CHAT, body("{}")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", ": keepalive for ever and ever\n\n", "data: xxxxxxxx"})
    void aStreamWithoutEndIsGivenUp(String text) {
        server.says(Answer.endless("text/event-stream", text.repeat(10_000)));

        assertThat(tooLarge(provider.stream(CHAT, body("{}"), token -> {}))).isTrue();
    }

    @Test
    void ofAnErrorWithoutEndTheBeginningIsRead() {
        server.says(Answer.json(400, "x".repeat(40 << 20)));

        assertThat(provider.call(CHAT, body("{}"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void anAnswerOfMillionsOfValuesIsNotMade() {
        server.says(Answer.json(200, "{\"a\":[" + "{},".repeat(4_000_000) + "{}]}"));

        assertThat(provider.call(CHAT, body("{}")))
                .isInstanceOfSatisfying(
                        Outcome.Unusable.class,
                        unusable -> assertThat(unusable.error().code()).isEqualTo("invalid_response"));
    }

    @Test
    void manyLargeAnswersAtOnceAreReadOneAfterAnother() {
        String answer = "{" + HI + ",\"a\":\"" + "x".repeat(12 << 20) + "\"}";
        server.says(Answer.json(200, answer));

        List<Outcome> outcomes = IntStream.range(0, 6)
                .parallel()
                .mapToObj(call -> provider.call(CHAT, body("{}")))
                .toList();

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Answered.class);
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":%s,\"finish_reason\":%s}]}".formatted(delta, finish);
    }

    /** Returns whether the answer was too long: paid for, no fault of the provider, and not asked for again. */
    private static boolean tooLarge(Outcome outcome) {
        return outcome instanceof Outcome.Unusable unusable
                && unusable.error().code().equals("answer_too_large")
                && unusable.mayHaveCost()
                && unusable.retries() == 0;
    }

    private static String lostCode(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Lost.class);
        return ((Outcome.Lost) outcome).error().code();
    }

    private static ObjectNode body(String json) {
        return (ObjectNode) JsonText.parse(json);
    }

    @Test
    void theLimitsInTheHeadersAreTold() {
        server.says(Answer.json(200, "{}", "x-ratelimit-limit-requests", "500", "x-ratelimit-limit-tokens", "200000"));

        Outcome unused = provider.call(CHAT, body("{}"));

        assertThat(announced).containsExactly(new PoolQuota(500L, 200_000L, null, null));
    }

    private static ProviderAccount account(String baseUrl, @Nullable Secret key) {
        return account(baseUrl, key, Duration.ofMinutes(10));
    }

    private static ProviderAccount account(String baseUrl, @Nullable Secret key, Duration timeout) {
        return new ProviderAccount(URI.create(baseUrl), key, timeout, Map.of(), 8);
    }

    private Provider calling(ProviderAccount account) {
        return Dialects.provider(account, (model, quota) -> announced.add(quota));
    }
}
