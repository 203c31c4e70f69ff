package dev.penstock.activities.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.providers.Dialect;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {
    private static final String CHAT = "/v1/chat/completions";
    private final TokenEstimate estimate = new TokenEstimate();

    @Test
    void inputIsCountedAndOutputIsWhatTheRequestAllows() {
        JsonNode body = parse("{\"messages\":[{\"content\":\"hello world\"}],\"max_tokens\":50,\"n\":2}");

        assertThat(estimate.of(CHAT, body).call().total()).isEqualTo(3 + 4 + 2 + 100);
    }

    @Test
    void withoutALimitOutputIsExpectedToBeAsItWasSoFar() {
        JsonNode body = parse("{\"messages\":[]}");
        assertThat(estimate.of(CHAT, body).call().total()).isEqualTo(1 + 256);

        for (int answer = 0; answer < 200; answer++) {
            estimate.answered(20);
        }

        assertThat(estimate.of(CHAT, body).call().total()).isBetween(20L, 23L);
    }

    @Test
    void embeddingsHaveNoOutputAndAnImageIsNotCountedByItsLetters() {
        assertThat(estimate.of("/v1/embeddings", parse("{\"input\":[\"hello\",\"world\"]}"))
                        .call()
                        .total())
                .isEqualTo(2);
        JsonNode image = parse("{\"max_tokens\":1,\"messages\":[{\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA\"}}]}]}");
        assertThat(estimate.of(CHAT, image).call().total()).isEqualTo(3 + 4 + 800 + 1);
    }

    @Test
    void anthropicCountsTheTokensThatAreWrittenWhateverTheRequestAllows() {
        TokenEstimate ofAnthropic = new TokenEstimate(Dialect.ANTHROPIC);
        JsonNode body = parse("{\"messages\":[{\"content\":\"hello world\"}],\"max_tokens\":4096}");
        // What waits before the first answer would otherwise go out one a minute where a worker's share is less.
        EstimatedTokens first = ofAnthropic.of("/v1/messages", body);
        assertThat(first.call()).isEqualTo(CallTokens.of(9, 256));

        for (int answer = 0; answer < 200; answer++) {
            ofAnthropic.answered(first, CallTokens.of(9, 40));
        }

        assertThat(ofAnthropic.of("/v1/messages", body).call().output()).isBetween(40L, 43L);
        assertThat(estimate.of("/v1/messages", body).call().output()).isEqualTo(4_096);
    }

    @Test
    void inputThatAnthropicReadsFromItsCacheIsNotExpectedToCount() {
        TokenEstimate ofAnthropic = new TokenEstimate(Dialect.ANTHROPIC);
        JsonNode body = parse("{\"messages\":[{\"content\":\"" + "hello world ".repeat(50) + "\"}]}");
        EstimatedTokens first = ofAnthropic.of("/v1/messages", body);

        for (int answer = 0; answer < 200; answer++) {
            ofAnthropic.answered(first, CallTokens.of(1, 40));
        }

        long text = first.textTokens();
        assertThat(text).isGreaterThan(100);
        assertThat(ofAnthropic.of("/v1/messages", body).call().input()).isBetween(text / 4, text / 4 + 1);
        // The prompts of another batch are not cached.
        ofAnthropic.answered(first, CallTokens.of(text, 40));
        assertThat(ofAnthropic.of("/v1/messages", body).call().input()).isEqualTo(text);
        ofAnthropic.answered(first, CallTokens.of(1, 40));
        assertThat(ofAnthropic.of("/v1/messages", body).call().input()).isGreaterThan(text * 9 / 10);
    }

    @Test
    void whatOtherRequestsUsedBeyondTheirTextMakesNoRequestTooLarge() {
        TokenEstimate ofAnthropic = new TokenEstimate(Dialect.ANTHROPIC);
        JsonNode body = parse("{\"messages\":[{\"content\":\"" + "hello world ".repeat(50) + "\"}]}");
        EstimatedTokens first = ofAnthropic.of("/v1/messages", body);

        // As pictures do.
        for (int answer = 0; answer < 200; answer++) {
            ofAnthropic.answered(first, CallTokens.of(4 * first.textTokens(), 40));
        }

        EstimatedTokens corrected = ofAnthropic.of("/v1/messages", body);
        assertThat(corrected.ofCall().expected().input()).isGreaterThan(3 * first.textTokens());
        assertThat(corrected.ofCall().least().input()).isEqualTo(first.textTokens());
        assertThat(corrected.ofCall().least().total()).isLessThan(first.textTokens() + 50);
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
