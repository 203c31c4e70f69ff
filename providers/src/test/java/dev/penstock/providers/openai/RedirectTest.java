package dev.penstock.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.providers.wire.BatchApi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RedirectTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final byte[] ANSWER =
            TestingWire.response("200 OK", "", "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}".getBytes(UTF_8));

    @ParameterizedTest
    @ValueSource(strings = {"301 Moved", "302 Found", "303 See Other"})
    void noPostBecomesAGetWhosePageIsTheAnswer(String status) {
        try (TestingWire wire = new TestingWire(true, moved(status, "/v2/chat/completions"), ANSWER)) {
            Outcome outcome = call(wire.baseUrl());

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.error().message())
                        .contains(wire.baseUrl().replace("/v1", "/v2"))
                        .doesNotContain("completions");
                assertThat(refused.mayConcernAll()).isTrue();
            });
            assertThat(wire.heads).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"307 Temporary Redirect", "308 Permanent Redirect"})
    void aRedirectOnTheSameHostIsFollowedWithTheBodyAndTheKey(String status) {
        try (TestingWire wire = new TestingWire(true, moved(status, "/v2/chat/completions?x=1"), ANSWER)) {
            assertThat(call(wire.baseUrl())).isInstanceOf(Outcome.Answered.class);

            assertThat(wire.heads.getLast())
                    .startsWith("POST /v2/chat/completions?x=1 ")
                    .contains("Bearer sk-secret-0");
            assertThat(wire.bodies).containsExactly("{\"model\":\"m\"}", "{\"model\":\"m\"}");
        }
    }

    @Test
    void theKeyGoesToNoOtherHost() {
        try (TestingWire other = new TestingWire(true, ANSWER);
                TestingWire wire =
                        new TestingWire(true, moved("307 Temporary Redirect", other.baseUrl() + "/chat/completions"))) {
            assertThat(call(wire.baseUrl()))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.error().message())
                                    .isEqualTo(
                                            "the provider redirects to %s (status 307): if it has moved there, set the pool's address to that"
                                                    .formatted(other.baseUrl())));
            assertThat(other.heads).isEmpty();
        }
    }

    @Test
    void theQueryOfABatchCallsRedirectIsNotShown() {
        byte[] moved = moved("302 Found", "https://other.example/v2/batches?signature=hidden");
        try (TestingWire wire = new TestingWire(true, moved);
                BatchApi api = Dialects.batchApi(account(wire.baseUrl()), new Messages())) {
            assertThatThrownBy(() -> api.create(JsonText.MAPPER.createObjectNode(), "once"))
                    .hasMessageContaining("redirects to https://other.example/v2 (status 302)")
                    .hasMessageNotContaining("hidden");
        }
    }

    @Test
    void redirectsInACircleEnd() {
        try (TestingWire wire = new TestingWire(true, moved("307 Temporary Redirect", CHAT))) {
            assertThat(call(wire.baseUrl())).isInstanceOf(Outcome.Refused.class);
            assertThat(wire.heads).hasSize(6);
        }
    }

    @Test
    void aRefusalBeforeTheBodyIsReadIsARefusal() {
        byte[] tooLarge = TestingWire.response("413 Payload Too Large", "", "too large".getBytes(UTF_8));
        try (TestingWire wire = new TestingWire(false, tooLarge);
                Provider provider = provider(wire.baseUrl())) {
            ObjectNode body = JsonText.MAPPER.createObjectNode().put("prompt", "x".repeat(20 << 20));

            assertThat(provider.call(CHAT, body))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused ->
                                    assertThat(refused.response().statusCode()).isEqualTo(413));
        }
    }

    private static byte[] moved(String status, String location) {
        return TestingWire.response(status, "Location: " + location + "\r\nContent-Length: 0\r\n", new byte[0]);
    }

    private static Outcome call(String baseUrl) {
        try (Provider provider = provider(baseUrl)) {
            return provider.call(CHAT, JsonText.MAPPER.createObjectNode().put("model", "m"));
        }
    }

    private static Provider provider(String baseUrl) {
        return Dialects.provider(account(baseUrl), (model, quota) -> {});
    }

    private static ProviderAccount account(String baseUrl) {
        Secret key = new Secret("sk-secret-0123456789");
        return new ProviderAccount(URI.create(baseUrl), key, Duration.ofMinutes(1), Map.of(), 8);
    }

    /** Makes exceptions with the outcomes' messages. */
    private static final class Messages implements BatchApi.Errors {
        @Override
        public RuntimeException refused(String call, int status, Outcome outcome) {
            return new IllegalStateException(outcome.toString());
        }

        @Override
        public RuntimeException lost(Exception cause, Outcome.Lost meaning) {
            return new IllegalStateException(meaning.toString(), cause);
        }
    }
}
