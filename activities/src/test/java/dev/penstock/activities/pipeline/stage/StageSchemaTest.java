package dev.penstock.activities.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageSchemaTest {
    private static final Map<String, ?> SCHEMA = Map.of(
            "type", "object", "required", List.of("price"), "properties", Map.of("price", Map.of("type", "number")));

    @Test
    void saysWhatAnAnswerLacks() {
        StageSchema schema = StageSchema.of(SCHEMA);

        assertThat(schema.wrong(StageAnswer.json("{\"price\":3}").orElseThrow()))
                .isEmpty();
        assertThat(schema.wrong(StageAnswer.json("```json\n{}\n```").orElseThrow())
                        .orElseThrow())
                .contains("price");
    }

    @Test
    void refusesWhatIsNoSchema() {
        assertThatThrownBy(() -> StageSchema.of(Map.of("type", 5))).hasMessageContaining("is not a valid JSON schema");
    }
}
