package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.prices.Prices;
import dev.penstock.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorstCaseTest {
    private final WorstCase worst = new WorstCase(Prices.known());

    @Test
    void imagesHaveNoBoundAndEmbeddingsNoOutput() {
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("model", "gpt-4o-mini").put("prompt", "a cat");

        assertThat(worst.of("/v1/completions", body)).isPresent();
        assertThat(worst.of("/v1/images/generations", body)).isEmpty();
        assertThat(worst.quickly("/v1/images/generations", body)).isEmpty();
        assertThat(worst.of("/v1/embeddings", body).orElseThrow())
                .isLessThan(worst.of("/v1/completions", body).orElseThrow());
        assertThat(worst.of("/v1/moderations", body)).isEqualTo(worst.of("/v1/embeddings", body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"omni-moderation-latest", "omni-moderation-2024-09-26", "text-moderation-stable"})
    void moderationsAreFree(String model) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model).put("input", "a cat");

        assertThat(worst.of("/v1/moderations", body))
                .hasValueSatisfying(most -> assertThat(most.value()).isZero());
    }
}
