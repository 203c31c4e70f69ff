package dev.penstock.activities.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {
    private static final String CHAT = "/v1/chat/completions";
    private final TokenEstimate estimate = new TokenEstimate();

    @Test
    void inputIsCountedAndOutputIsWhatTheRequestAllows() {
        JsonNode body = JsonText.parse("{\"messages\":[{\"content\":\"hello world\"}],\"max_tokens\":50,\"n\":2}");

        assertThat(estimate.of(CHAT, body)).isEqualTo(4 + 2 + 100);
    }

    @Test
    void withoutALimitOutputIsExpectedToBeAsItWasSoFar() {
        JsonNode body = JsonText.parse("{\"messages\":[]}");
        assertThat(estimate.of(CHAT, body)).isEqualTo(256);

        for (int answer = 0; answer < 200; answer++) {
            estimate.answered(20);
        }

        assertThat(estimate.of(CHAT, body)).isBetween(19, 22);
    }

    @Test
    void embeddingsHaveNoOutputAndImagesNoLetters() {
        assertThat(estimate.of("/v1/embeddings", JsonText.parse("{\"input\":[\"hello\",\"world\"]}")))
                .isEqualTo(2);
        JsonNode image = JsonText.parse("{\"max_tokens\":1,\"messages\":[{\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA\"}}]}]}");
        assertThat(estimate.of(CHAT, image)).isEqualTo(4 + 1);
    }
}
