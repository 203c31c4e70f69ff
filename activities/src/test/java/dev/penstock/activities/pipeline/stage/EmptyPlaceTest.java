package dev.penstock.activities.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmptyPlaceTest {
    private final StagePrompt prompt = new StagePrompt(
            new Stage(Map.of("name", "b", "prompt", "{{input.text}} {{a}} {{c.field}}")), "gpt-4o-mini");

    @Test
    void noPromptIsPaidForAnEarlierAnswerWithoutText() {
        assertThat(prompt.emptyPlace(data("", "x"))).contains("a");
        assertThat(prompt.emptyPlace(data(" \n", "x"))).contains("a");
    }

    @Test
    void emptyFieldsOfTheInputAreThePromptsOwn() {
        assertThat(prompt.emptyPlace(data("an answer", ""))).isEmpty();
    }

    private static ObjectNode data(String answer, String text) {
        ObjectNode data = Json.MAPPER.createObjectNode().put("a", answer);
        data.putObject("input").put("text", text);
        data.putObject("c").put("field", "");
        return data;
    }
}
