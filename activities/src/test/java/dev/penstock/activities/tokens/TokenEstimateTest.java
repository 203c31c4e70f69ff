package dev.penstock.activities.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {
    private static final String CHAT = "/v1/chat/completions";
    private final TokenEstimate estimate = new TokenEstimate();

    @Test
    void inputIsCountedAndOutputIsWhatTheRequestAllows() {
        JsonNode body = parse("{\"messages\":[{\"content\":\"hello world\"}],\"max_tokens\":50,\"n\":2}");

        assertThat(estimate.of(CHAT, body)).isEqualTo(3 + 4 + 2 + 100);
    }

    @Test
    void withoutALimitOutputIsExpectedToBeAsItWasSoFar() {
        JsonNode body = parse("{\"messages\":[]}");
        assertThat(estimate.of(CHAT, body)).isEqualTo(1 + 256);

        for (int answer = 0; answer < 200; answer++) {
            estimate.answered(20);
        }

        assertThat(estimate.of(CHAT, body)).isBetween(20, 23);
    }

    @Test
    void embeddingsHaveNoOutputAndAnImageIsNotCountedByItsLetters() {
        assertThat(estimate.of("/v1/embeddings", parse("{\"input\":[\"hello\",\"world\"]}")))
                .isEqualTo(2);
        JsonNode image = parse("{\"max_tokens\":1,\"messages\":[{\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA\"}}]}]}");
        assertThat(estimate.of(CHAT, image)).isEqualTo(3 + 4 + 800 + 1);
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
